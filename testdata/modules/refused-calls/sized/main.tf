resource "alicloud_kms_alias" "a" {
  alias_name = "alias/x"
}
