variable "unset" {}
resource "alicloud_vpc" "a" {
  vpc_name   = "a"
  cidr_block = null
  tags       = { owner = "kms", team = var.unset }
}
resource "alicloud_vswitch" "a" {
  vpc_id  = alicloud_vpc.a.id
  zone_id = "cn-hangzhou-k"
}
data "alicloud_vswitches" "found" {
  vpc_id = alicloud_vswitch.a.vpc_id
}
resource "alicloud_kms_instance" "main" {
  vpc_id      = alicloud_vswitch.a.vpc_id
  zone_ids    = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids = [alicloud_vswitch.a.id]
  bind_vpcs {
    vpc_id       = data.alicloud_vswitches.found.vpc_id
    vswitch_id   = data.alicloud_vswitches.found.ids[0]
    region_id    = alicloud_vpc.a.tags.owner
    vpc_owner_id = alicloud_vpc.a.tags["team"]
  }
}
resource "alicloud_kms_instance" "second" {
  vpc_id      = alicloud_vpc.a.cidr_block
  zone_ids    = alicloud_kms_instance.main.zone_ids
  vswitch_ids = alicloud_kms_instance.main.vswitch_ids
  spec        = alicloud_kms_instance.main.spec
  dynamic "bind_vpcs" {
    for_each = toset([alicloud_vpc.a.id, alicloud_vswitch.a.vpc_id, var.unset])
    content {
      vpc_id = bind_vpcs.key
    }
  }
}
