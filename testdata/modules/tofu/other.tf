resource "alicloud_kms_alias" "other" {
  alias_name = "alias/other"
}
