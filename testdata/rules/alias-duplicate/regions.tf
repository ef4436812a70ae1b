resource "huaweicloud_kms_key" "north" {
  region    = "cn-north-4"
  key_alias = "orders"
}

resource "huaweicloud_kms_key" "south" {
  region    = "cn-south-1"
  key_alias = "orders"
}

resource "huaweicloud_kms_key" "north_again" {
  region    = "cn-north-4"
  key_alias = "orders"
}
