resource "alicloud_vpc" "deep" {}
data "alicloud_regions" "current" {
  current = true
}
resource "alicloud_kms_instance" "main" {
  bind_vpcs {
    vpc_id    = alicloud_vpc.deep.id
    region_id = data.alicloud_regions.current.regions[0].id
  }
}
