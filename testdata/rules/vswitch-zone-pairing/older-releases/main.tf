# While both are sorted, the order in which they are written means nothing.
terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.242.0"
    }
  }
}

resource "alicloud_kms_instance" "crossed" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = alicloud_vpc.keys.id
  zone_ids     = ["cn-hangzhou-j", "cn-hangzhou-k"]
  vswitch_ids  = [alicloud_vswitch.k.id, alicloud_vswitch.j.id]
}

resource "alicloud_vpc" "keys" {
  cidr_block = "10.31.0.0/16"
}

resource "alicloud_vswitch" "k" {
  vpc_id     = alicloud_vpc.keys.id
  zone_id    = "cn-hangzhou-k"
  cidr_block = "10.31.1.0/24"
}

resource "alicloud_vswitch" "j" {
  vpc_id     = alicloud_vpc.keys.id
  zone_id    = "cn-hangzhou-j"
  cidr_block = "10.31.2.0/24"
}
