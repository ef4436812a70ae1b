variable "quota" {
  type    = number
  default = "many"
}
resource "alicloud_kms_instance" "main" {
  vpc_num     = var.quota
  vpc_id      = var.nobody
  vswitch_ids = [local.in_broken_file, alicloud_vpc.missing.id]
  zone_ids    = [1 / 0, "cn-hangzhou-k"]
  spec        = length(5)
}
resource "alicloud_kms_instance" "main" {
  vpc_num = 1
}
resource "alicloud_kms_alias" {
  alias_name = "alias/x"
}
resorce "alicloud_kms_alias" "misspelled" {}
locals {
  twice = 1
  twice = 2
}
