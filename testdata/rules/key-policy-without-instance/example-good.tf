resource "alicloud_kms_key" "orders" {
  pending_window_in_days = 30
}
