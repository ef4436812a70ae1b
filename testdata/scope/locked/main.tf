terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}

resource "alicloud_kms_instance" "main" {
  product_version = "3"
  spec            = "1000"
  vpc_num         = 2
  key_num         = 1000
  secret_num      = 0
  vpc_id          = "vpc-bp1ggm3aqx0hkjv2q5c7z"
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids     = ["vsw-bp1zgm3aqx0hkjv2q5c7z"]
  payment_type    = "Subscription"
}
