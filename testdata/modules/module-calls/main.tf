provider "alicloud" {
  region = "cn-hangzhou"
}
provider "alicloud" {
  alias  = "beijing"
  region = "cn-beijing"
}
resource "alicloud_vpc" "a" {}
module "small" {
  source = "./modules/kms"
  quota  = 1
  vpcs   = { one = alicloud_vpc.a.id }
}
module "two" {
  source    = "./modules/kms"
  for_each  = { x = 5, y = "7" }
  quota     = each.value
  vpcs      = { two = module.small.vpc, three = module.remote.vpc_id }
  providers = { alicloud = alicloud.beijing }
}
module "remote" {
  source = "terraform-alicloud-modules/vpc/alicloud"
}
resource "alicloud_kms_alias" "out" {
  alias_name = "alias/${module.two["x"].name}"
  key_id     = module.small.instance_id
}
