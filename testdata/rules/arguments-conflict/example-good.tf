resource "alicloud_kms_key" "logs" {
  pending_window_in_days = 30
}
