# One, or one for each zone.
resource "alicloud_kms_instance" "one" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
}

resource "alicloud_kms_instance" "two" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2", "vsw-bp1q2w3e4r5t6y7u8i9o0"]
}

resource "alicloud_kms_instance" "none" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = []
}

resource "alicloud_kms_instance" "three" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2", "vsw-bp1q2w3e4r5t6y7u8i9o0", "vsw-bp1a2s3d4f5g6h7j8k9l0"]
}

# At least three, whatever the variable is; at least two; perhaps none.
resource "alicloud_kms_instance" "at_least_three" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = concat(["vsw-bp1e6h8j0l2n4p6r8t0v2", "vsw-bp1q2w3e4r5t6y7u8i9o0", "vsw-bp1a2s3d4f5g6h7j8k9l0"], var.more)
}

resource "alicloud_kms_instance" "at_least_two" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = concat(["vsw-bp1e6h8j0l2n4p6r8t0v2", "vsw-bp1q2w3e4r5t6y7u8i9o0"], var.more)
}

resource "alicloud_kms_instance" "any_number" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = var.more
}

variable "more" {
  type = list(string)
}
