variable "alias" {}

resource "alicloud_kms_alias" "a" {
  alias_name = var.alias
  key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
}
