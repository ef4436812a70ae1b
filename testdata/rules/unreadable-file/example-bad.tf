# café
resource "alicloud_kms_alias" "a" {}
