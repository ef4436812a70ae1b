terraform {
  required_providers {
    alicloud         = { source = "aliyun/alicloud", version = ">= 1.200, < 1.300" }
    opentelekomcloud = { source = "opentelekomcloud/opentelekomcloud" }
  }
}
provider "alicloud" {
  region = "cn-hangzhou"
}
provider "alicloud" {
  alias  = "north"
  region = "cn-beijing"
}
provider "opentelekomcloud" {
  region = "eu-de"
}
module "inherits" {
  source = "./child"
}
module "passes" {
  source = "./child"
  providers = {
    alicloud      = alicloud.north
    alicloud.peer = alicloud
  }
}
resource "opentelekomcloud_kms_key_v1" "default" {
  key_alias = "a"
}
resource "opentelekomcloud_kms_key_v1" "own" {
  key_alias = "b"
  region    = "eu-nl"
}
resource "huaweicloud_kms_key" "environment" {
  key_alias = "c"
}
