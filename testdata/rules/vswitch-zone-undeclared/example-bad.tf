resource "alicloud_vpc" "home" {
  cidr_block = "10.0.0.0/16"
}

resource "alicloud_vpc" "other" {
  cidr_block = "10.1.0.0/16"
}

resource "alicloud_vswitch" "home" {
  vpc_id     = alicloud_vpc.home.id
  zone_id    = "cn-hangzhou-h"
  cidr_block = "10.0.1.0/24"
}

resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = alicloud_vpc.home.id
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = [alicloud_vswitch.home.id]
}
