variable "token" {
  default   = 3
  ephemeral = true
}
variable "taken" {
  ephemeral = true
}
ephemeral "alicloud_kms_alias" "a" {
  alias_name = "alias/x"
}
locals {
  passed = var.token
}
resource "alicloud_kms_instance" "a" {
  vpc_num = local.passed
  spec    = var.taken
  vpc_id  = ephemeral.alicloud_kms_alias.a.alias_name
  period  = can(var.token) ? 1 : 1
}
