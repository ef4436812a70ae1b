terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.292.0"
    }
  }
}

provider "alicloud" {
  region = "ap-southeast-1"
}

resource "alicloud_kms_instance" "main" {
  product_version     = "software" # the small one
  payment_type        = "PayAsYouGo"
  vpc_num             = 3
  key_num             = 1000 # enough for now
  /* kept */ spec     = 1000
  vpc_id              = "vpc-t4n1q2w3e4r5t6y7u8i9o"
  zone_ids            = ["ap-southeast-1-a", "ap-southeast-1b"]
  vswitch_ids         = ["vsw-t4n1a2s3d4f5g6h7j8k9l"]
  deletion_protection = "Disabled"
}

resource "alicloud_kms_key" "orders" {
  description             = "orders"
  deletion_window_in_days = 30
  is_enabled              = true
  automatic_rotation      = false
}

resource "alicloud_kms_alias" "orders" {
  alias_name = "orders"
  key_id     = alicloud_kms_key.orders.id
}
