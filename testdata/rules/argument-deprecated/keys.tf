resource "alicloud_kms_key" "main" {
  is_enabled              = true # until the migration is done
  deletion_window_in_days = 30
}

resource "alicloud_kms_key" "other" {
  key_state              = "Disabled"
  pending_window_in_days = 30
}

# A rename must not make what is refused.
resource "alicloud_kms_key" "both" {
  is_enabled             = true
  key_state              = "Enabled"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "ignored" {
  deletion_window_in_days = 30

  lifecycle {
    ignore_changes = [description, deletion_window_in_days]
  }
}
