resource "alicloud_kms_key" "logs" {
  automatic_rotation     = "Enabled"
  pending_window_in_days = 30
}
