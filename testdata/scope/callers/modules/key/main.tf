variable "name" {
  type = string
}

variable "team" {
  type    = string
  default = "core"
}

variable "days" {
  type = number
}

resource "alicloud_kms_alias" "plain" {
  alias_name = var.name
  key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
}

resource "alicloud_kms_alias" "computed" {
  alias_name = "alias/${lower(var.team)}.${var.name}"
  key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
}

resource "opentelekomcloud_kms_key_v1" "key" {
  key_alias    = "orders"
  pending_days = var.days + 1
}
