terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "~> 1.100.0"
    }
  }
}

# The newer name is newer than the provider.
resource "alicloud_kms_key" "main" {
  is_enabled             = true
  pending_window_in_days = 30
}
