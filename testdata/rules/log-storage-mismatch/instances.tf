# Log analysis is sold with storage from 1000 in steps of 1000.
resource "alicloud_kms_instance" "least" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = "1"
  log_storage  = 1000
}

resource "alicloud_kms_instance" "two_steps" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = "1"
  log_storage  = 2000
}

resource "alicloud_kms_instance" "one_less" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = "1"
  log_storage  = 999
}

resource "alicloud_kms_instance" "one_more" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = "1"
  log_storage  = 1001
}

resource "alicloud_kms_instance" "none" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = "1"
  log_storage  = 0
}

resource "alicloud_kms_instance" "paid_for_nothing" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = "0"
  log_storage  = 1000
}

resource "alicloud_kms_instance" "off" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = "0"
  log_storage  = 0
}

resource "alicloud_kms_instance" "unknown_storage" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = "1"
  log_storage  = var.storage
}

resource "alicloud_kms_instance" "unknown_log" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = var.log
  log_storage  = 1500
}

resource "alicloud_kms_instance" "without_storage" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = "1"
}

# Whether it is on is not said.
resource "alicloud_kms_instance" "only_storage" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log_storage  = 1500
}

variable "storage" {
  type = number
}

variable "log" {
  type = string
}
