variable "names" {}
variable "enabled" {}
variable "windows" {}

locals {
  names = split(",", var.names)
  upper = [for name in local.names : upper(name) if var.enabled]
  chosen = var.enabled ? "sm;all" : "large"
}

resource "alicloud_kms_alias" "each" {
  for_each   = toset(local.names)
  alias_name = "alias/${each.value}"
  key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
}

resource "alicloud_kms_alias" "upper" {
  alias_name = "alias/${join("/", local.upper)}"
  key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
}

resource "alicloud_kms_alias" "chosen" {
  alias_name = "alias/${local.chosen}"
  key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
}

resource "opentelekomcloud_kms_key_v1" "short" {
  key_alias    = "orders"
  pending_days = lookup(var.windows, "short", 30)
}

resource "opentelekomcloud_kms_key_v1" "least" {
  count        = length(local.names)
  key_alias    = format("key-%s", element(local.names, 1))
  pending_days = min(values(var.windows)...)
}
