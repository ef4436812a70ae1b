variable "accounts" {}

variable "rotates" {
  type = bool
}

resource "opentelekomcloud_kms_key_v1" "interval_alone" {
  key_alias         = "interval-alone"
  rotation_interval = 90
}

resource "opentelekomcloud_kms_key_v1" "switched_off" {
  key_alias         = "switched-off"
  rotation_enabled  = false
  rotation_interval = 90
}

resource "opentelekomcloud_kms_key_v1" "not_known" {
  key_alias         = "not-known"
  rotation_enabled  = var.rotates
  rotation_interval = 90
}

resource "alicloud_kms_secret" "database" {
  secret_name = "reports/database"
  secret_data = var.accounts
  version_id  = "v1"
  secret_type = "Rds"
}
