resource "alicloud_kms_alias" "a" {
  alias_name = "alias/a"

resource "alicloud_kms_alias" "b" {
  alias_name = "alias/b"
}

resource "alicloud_kms_instance" "c" {
  bind_vpcs {
    vpc_id = "vpc-1"
}

variable "x" {
  default = [1, 2
}

output "y" {
  value = 1
}}

output "z" {
  value = "${var.x"
}

output "last" {
  value = {
    a = 1
