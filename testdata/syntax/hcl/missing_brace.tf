resource "alicloud_kms_alias" "a" {
  alias_name = "alias/a"

resource "alicloud_kms_alias" "b" {
  alias_name = "alias/b"
}

variable "x" {
  default = [1, 2
}

output "y" {
  value = 1
}
