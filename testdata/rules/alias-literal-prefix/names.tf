resource "opentelekomcloud_kms_key_v1" "habit" {
  key_alias = "alias/orders"
}

resource "flexibleengine_kms_key_v1" "habit" {
  key_alias = "alias/orders"
}

resource "huaweicloud_kms_key" "other" {
  key_alias = "alias/orders"
}
