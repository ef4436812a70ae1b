resource "alicloud_kms_key" "logs" {
  rotation_interval      = "365d"
  pending_window_in_days = 30
}
