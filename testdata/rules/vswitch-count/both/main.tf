# Some of the allowed releases sort, but a newer one may be used.
terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.242.0"
    }
  }
}

resource "alicloud_kms_instance" "two" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2", "vsw-bp1q2w3e4r5t6y7u8i9o0"]
}
