# The provider is no newer than the tables, and knows these operations.
terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "1.288.0"
    }
  }
}

resource "alicloud_kms_instance" "main" {
  product_version = "3"
  vpc_id          = "vpc-bp1go9qvmj78j4f4cabcd"
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids     = ["vsw-bp16c5pvvcf0fp5b9abcd"]
  payment_type    = "PayAsYouGo"
  replicas        = 2
  vpc_nums        = 2
  timeouts {
    create = "60m"
    read   = "5m"
  }
}
