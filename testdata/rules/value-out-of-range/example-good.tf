resource "alicloud_kms_key" "logs" {
  description            = "keys of the log store"
  pending_window_in_days = 30
}
