resource "alicloud_kms_key" "logs" {
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30
}
