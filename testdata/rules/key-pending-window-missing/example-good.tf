resource "alicloud_kms_key" "orders" {
  description            = "orders"
  pending_window_in_days = 30
}
