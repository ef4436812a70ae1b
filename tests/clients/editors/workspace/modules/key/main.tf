variable "days" {
  type = number
}

resource "alicloud_kms_key" "this" {
  description            = "orders"
  pending_window_in_days = var.days
}
