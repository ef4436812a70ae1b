# The vSwitches are in zones k and j.
resource "alicloud_kms_instance" "crossed" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = alicloud_vpc.keys.id
  zone_ids     = ["cn-hangzhou-j", "cn-hangzhou-k"]
  vswitch_ids  = [alicloud_vswitch.k.id, alicloud_vswitch.j.id]
}

resource "alicloud_kms_instance" "straight" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = alicloud_vpc.keys.id
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = [alicloud_vswitch.k.id, alicloud_vswitch.j.id]
}

resource "alicloud_kms_instance" "crossed_the_other_way" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = alicloud_vpc.keys.id
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = [alicloud_vswitch.j.id, alicloud_vswitch.k.id]
}

resource "alicloud_kms_instance" "by_reference" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = alicloud_vpc.keys.id
  zone_ids     = [alicloud_vswitch.j.zone_id, alicloud_vswitch.k.zone_id]
  vswitch_ids  = [alicloud_vswitch.j.id, alicloud_vswitch.k.id]
}

# One vSwitch, and what is not known, has no order.
resource "alicloud_kms_instance" "one" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = alicloud_vpc.keys.id
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = [alicloud_vswitch.j.id]
}

resource "alicloud_kms_instance" "unknown_zones" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = alicloud_vpc.keys.id
  zone_ids     = [var.first, var.second]
  vswitch_ids  = [alicloud_vswitch.k.id, alicloud_vswitch.j.id]
}

resource "alicloud_kms_instance" "unknown_vswitches" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-j", "cn-hangzhou-k"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2", "vsw-bp1q2w3e4r5t6y7u8i9o0"]
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

variable "first" {
  type = string
}

variable "second" {
  type = string
}
