variable "name" {}
variable "secret" {
  sensitive = true
}
resource "alicloud_kms_alias" "a" {
  alias_name = "${var.name}/default"
  key_id     = var.secret
}
resource "alicloud_kms_secret" "a" {
  secret_name = "acs/x"
  secret_data = "${var.secret}${var.name}"
  version_id  = var.secret
}
