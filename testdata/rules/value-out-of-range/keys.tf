variable "window" {
  default = 400
}

variable "unknown" {}

resource "alicloud_kms_key" "shortest" {
  pending_window_in_days = 7
}

resource "alicloud_kms_key" "longest" {
  pending_window_in_days = "366"
}

resource "alicloud_kms_key" "too_long" {
  pending_window_in_days = var.window
}

resource "alicloud_kms_key" "not_known" {
  pending_window_in_days = var.unknown
}

resource "alicloud_kms_key" "several" {
  for_each               = { a = 6, b = 30 }
  pending_window_in_days = each.value
}

resource "opentelekomcloud_kms_key_v1" "longest" {
  key_alias    = "longest"
  pending_days = 1096
}

resource "opentelekomcloud_kms_key_v1" "too_long" {
  key_alias    = "too-long"
  pending_days = "1097"
}
