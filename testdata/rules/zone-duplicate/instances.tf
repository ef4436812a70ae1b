resource "alicloud_kms_instance" "twice" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-k"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
}

resource "alicloud_kms_instance" "twice_by_reference" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = [data.alicloud_zones.kms.zones[0].id, data.alicloud_zones.kms.zones[0].id]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
}

resource "alicloud_kms_instance" "second_and_third" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-j", "cn-hangzhou-k", "cn-hangzhou-k"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
}

# Two zones, and zones that may be equal.
resource "alicloud_kms_instance" "different" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
}

resource "alicloud_kms_instance" "perhaps_equal" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", var.last]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
}

resource "alicloud_kms_instance" "two_unknown" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = [var.last, var.other]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
}

resource "alicloud_kms_instance" "by_index" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = [data.alicloud_zones.kms.zones[0].id, data.alicloud_zones.kms.zones[1].id]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
}

data "alicloud_zones" "kms" {}

variable "last" {
  type = string
}

variable "other" {
  type = string
}
