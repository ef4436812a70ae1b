resource "alicloud_kms_instance" "on" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = "1"
  log_storage  = 1000
}

# Terraform converts the number.
resource "alicloud_kms_instance" "on_as_number" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = 1
  log_storage  = 1000
}

resource "alicloud_kms_instance" "off" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = "0"
}

resource "alicloud_kms_instance" "unsaid" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
}

resource "alicloud_kms_instance" "unknown" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  log          = var.log
}

variable "log" {
  type = string
}
