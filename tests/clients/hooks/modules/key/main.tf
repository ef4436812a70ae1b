variable "name" {
  type = string
}

resource "alicloud_kms_key" "main" {
  description            = "encrypts ${var.name}"
  pending_window_in_days = 30
}

resource "alicloud_kms_alias" "main" {
  alias_name = "alias/${var.name}"
  key_id     = alicloud_kms_key.main.id
}
