resource "alicloud_kms_alias" "inner" {
  alias_name = "alias/inner"
}
