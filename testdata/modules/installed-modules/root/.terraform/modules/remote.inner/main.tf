variable "alias" {}
resource "alicloud_kms_alias" "this" {
  alias_name = var.alias
}
output "name" { value = alicloud_kms_alias.this.alias_name }
