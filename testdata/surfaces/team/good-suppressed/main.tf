resource "alicloud_kms_key" "short" {
  description            = "reports"
  pending_window_in_days = 7 # kmslint: ignore[acme-deletion-window] thrown away every night
}
