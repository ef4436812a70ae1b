resource "alicloud_kms_alias" "a" {
  alias_name = "alias/a
  key_id     = var.key
}
