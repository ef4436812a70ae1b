resource "alicloud_kms_alias" "orders" {
  alias_name = "alias/shop"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "payments" {
  alias_name = "alias/shop"
  key_id     = "7906979c-8e06-46a2-be2d-68e3ccbc5678"
}
