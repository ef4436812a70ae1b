resource "alicloud_kms_key" "logs" {
  is_enabled             = true
  pending_window_in_days = 30
}
