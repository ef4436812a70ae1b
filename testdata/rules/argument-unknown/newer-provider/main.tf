terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "~> 1.288"
    }
  }
}

resource "alicloud_kms_instance" "main" {
  product_version = "3"
  vpc_id          = "vpc-bp1go9qvmj78j4f4cabcd"
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids     = ["vsw-bp16c5pvvcf0fp5b9abcd"]
  payment_type    = "PayAsYouGo"

  # May be new.
  replicas = 2

  # A slip, whatever the version.
  vpc_nums = 2
}
