resource "alicloud_kms_instance" "least_of_the_new" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  spec         = 1000
}

resource "alicloud_kms_instance" "new_and_said" {
  payment_type    = "Subscription"
  vpc_num         = 5
  vpc_id          = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids     = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  spec            = 1000
  product_version = "3"
}

resource "alicloud_kms_instance" "most_of_the_old" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  spec         = 200
}

resource "alicloud_kms_instance" "perhaps_said" {
  payment_type    = "Subscription"
  vpc_num         = 5
  vpc_id          = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids     = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  spec            = 2000
  product_version = var.product
}

resource "alicloud_kms_instance" "unknown" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  spec         = var.spec
}

# Hardware instances have specifications of their own.
resource "alicloud_kms_instance" "hardware" {
  payment_type    = "Subscription"
  vpc_num         = 5
  vpc_id          = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids     = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  spec            = 2000
  product_version = "5" # kmslint: ignore[hardware-instance-connect] enabled by hand
}

variable "product" {
  type = string
}

variable "spec" {
  type = number
}
