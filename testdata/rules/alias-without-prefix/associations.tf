variable "key" {}

resource "huaweicloud_kms_alias_associate" "bare" {
  target_key_id = var.key
  alias         = "payroll"
}

resource "huaweicloud_kms_alias_associate" "prefixed" {
  target_key_id = var.key
  alias         = "alias/payroll"
}
