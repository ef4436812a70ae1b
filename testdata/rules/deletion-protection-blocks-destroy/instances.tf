resource "alicloud_kms_instance" "on" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  deletion_protection = true
}

# Terraform converts the word.
resource "alicloud_kms_instance" "on_as_text" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  deletion_protection = "true"
}

resource "alicloud_kms_instance" "off" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  deletion_protection = false
}

resource "alicloud_kms_instance" "left_out" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  deletion_protection = null
}

resource "alicloud_kms_instance" "unknown" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  deletion_protection = var.protected
}

variable "protected" {
  type = bool
}
