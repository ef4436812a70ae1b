resource "alicloud_kms_key" "short" {
  description = "reports"
  # kmslint: ignore[acme-deletion-window] thrown away every night
  pending_window_in_days = 7
}

resource "alicloud_kms_key" "unexplained" {
  description            = "reports"
  pending_window_in_days = 7 # kmslint: ignore[acme-deletion-window]
}

resource "alicloud_kms_key" "misspelled" {
  description            = "reports"
  pending_window_in_days = 7 # kmslint: ignore[acme-deletion-windows] short-lived
}
