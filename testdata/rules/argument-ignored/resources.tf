resource "alicloud_kms_key" "main" {
  pending_window_in_days          = 30
  rotation_interval               = "365d"
  deletion_protection_description = "used by the archive"
}

resource "opentelekomcloud_obs_bucket_object" "report" {
  bucket     = "reports"
  key        = "2027.csv"
  kms_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "alicloud_kms_secret" "token" {
  secret_name                   = "reports/token"
  secret_data                   = var.token
  version_id                    = "v1"
  force_delete_without_recovery = true
  recovery_window_in_days       = 7
}

variable "token" {}
