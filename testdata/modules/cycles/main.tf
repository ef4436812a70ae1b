locals {
  a = local.b
  b = [local.a]
  c = local.c + 1
}
resource "alicloud_vpc" "a" {
  vpc_name = alicloud_vpc.b.vpc_name
}
resource "alicloud_vpc" "b" {
  vpc_name = alicloud_vpc.a.vpc_name
}
resource "alicloud_vpc" "counted" {
  count = length(alicloud_vpc.counted)
}
module "self" {
  source = "./child"
  value  = module.self.value
}
resource "alicloud_kms_instance" "main" {
  vpc_num = local.c
  vpc_id  = local.a
  spec    = module.self.value
}
