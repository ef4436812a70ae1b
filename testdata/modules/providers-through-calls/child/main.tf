terraform {
  required_providers {
    alicloud = {
      source                = "aliyun/alicloud"
      version               = "~> 1.210"
      configuration_aliases = [alicloud.peer]
    }
  }
}
resource "alicloud_vpc" "own" {}
resource "alicloud_vpc" "peer" {
  provider = alicloud.peer
}
module "grandchild" {
  source    = "./grandchild"
  providers = { alicloud = alicloud.peer }
}
