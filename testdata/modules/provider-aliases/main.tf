terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "~> 1.210"
    }
  }
}
variable "region" {
  default = "cn-hangzhou"
}
provider "alicloud" {
  region = var.region
}
provider "alicloud" {
  alias  = "beijing"
  region = "cn-beijing"
}
resource "alicloud_vpc" "south" {}
resource "alicloud_vpc" "north" {
  provider   = alicloud.beijing
  depends_on = [alicloud_vpc.south]
}
data "alicloud_regions" "current" {
  provider = alicloud.beijing
  current  = true
}
resource "alicloud_vswitch" "a" {
  vpc_id = alicloud_vpc.north.id
  zone_id = "${data.alicloud_regions.current.regions.0.id}-a"
  name    = data.alicloud_regions.current.ids[0]
}
resource "alicloud_vswitch" "b" {
  provider = alicloud.nowhere
  vpc_id   = alicloud_vswitch.a.vpc_id
}
