resource "alicloud_kms_alias" "many" {
  count      = 1000000
  alias_name = "alias/${count.index}"
}
resource "alicloud_kms_instance" "last" {
  vpc_id  = alicloud_kms_alias.many[999999].alias_name
  vpc_num = length(alicloud_kms_alias.many)
}
