terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.240.0"
    }
  }
}

resource "alicloud_kms_secret" "cache" {
  secret_name                   = "cache"
  secret_type                   = "Redis"
  secret_data                   = "$Auto"
  version_id                    = "v1"
  force_delete_without_recovery = true
  extended_config               = var.config
}

variable "config" {}
