locals {
  in_broken_file = "x
}
resource "alicloud_kms_alias" "beside" {
  alias_name = "alias/beside"
}
