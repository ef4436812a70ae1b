terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.230.0, < 1.260.0"
    }
  }
}

resource "alicloud_kms_instance" "main" {
  payment_type        = "Subscription"
  vpc_num             = 3
  instance_name       = "main"
  deletion_protection = true
  vpc_id              = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids            = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids         = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "alicloud_ecs_disk_encryption_by_default" "on" {
  encrypted = true
}
