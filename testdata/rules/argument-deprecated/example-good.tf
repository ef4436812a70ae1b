resource "alicloud_kms_key" "logs" {
  status                 = "Enabled"
  pending_window_in_days = 30
}
