provider "alicloud" {
  region = "cn-hangzou"
}

resource "alicloud_kms_alias" "a" {
  alias_name = "alias/orders"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}
