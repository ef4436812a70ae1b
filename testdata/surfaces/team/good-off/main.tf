variable "days" {
  type = number
}

resource "alicloud_kms_key" "long" {
  description            = "reports"
  pending_window_in_days = 7
}

resource "alicloud_kms_key" "asked" {
  description            = "reports"
  pending_window_in_days = var.days
}
