terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "~> 1.230.0"
    }
  }
}

resource "alicloud_kms_key" "logs" {
  deletion_protection    = "Enabled"
  pending_window_in_days = 30
}
