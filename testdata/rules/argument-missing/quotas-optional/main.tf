# Quotas could be left out from 1.223.2 on, with the first instances that are billed by use.
terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "1.223.2"
    }
  }
}

resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}
