resource "alicloud_kms_instance" "as_text" {
  payment_type = "PayAsYouGo"
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  force_delete_without_backup = "true"
}

resource "alicloud_kms_instance" "as_boolean" {
  payment_type = "PayAsYouGo"
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  force_delete_without_backup = true
}

# It may be paid as it is used.
resource "alicloud_kms_instance" "paid_somehow" {
  payment_type = var.payment
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  force_delete_without_backup = "true"
}

resource "alicloud_kms_instance" "off" {
  payment_type = "PayAsYouGo"
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  force_delete_without_backup = "false"
}

resource "alicloud_kms_instance" "unknown" {
  payment_type = "PayAsYouGo"
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  force_delete_without_backup = var.force
}

variable "payment" {
  type = string
}

variable "force" {
  type = string
}
