resource "alicloud_kms_key" "main" {
  is_enabled              = true # until the migration is done
  deletion_window_in_days = 30
}

resource "alicloud_kms_key" "other" {
  key_state              = "Disabled"
  pending_window_in_days = 30
}
