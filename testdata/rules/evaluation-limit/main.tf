# One instance more than are expanded.
resource "alicloud_kms_alias" "many" {
  count      = 2001
  alias_name = "alias/tenant-${count.index}"
  key_id     = var.key
}

# A string that grows with each step.
locals {
  a = "0123456789abcdef"
  b = join("", [for i in range(1024) : local.a])
  c = join("", [for i in range(1024) : local.b])
}

resource "alicloud_kms_alias" "long" {
  alias_name = "alias/${local.c}"
  key_id     = var.key
}

# What is small enough is still checked.
resource "alicloud_kms_alias" "few" {
  count      = 3
  alias_name = "customer-${count.index}"
  key_id     = var.key
}

variable "key" {
  type = string
}
