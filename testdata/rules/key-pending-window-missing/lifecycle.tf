resource "alicloud_kms_key" "without" {
  description = "orders"
}

resource "alicloud_kms_key" "with" {
  description            = "orders"
  pending_window_in_days = 7
}

resource "alicloud_kms_key" "never_destroyed" {
  description = "orders"
  lifecycle {
    prevent_destroy = true
  }
}
