provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "north"
  region = "cn-beijing"
}

data "alicloud_vpcs" "north" {
  provider   = alicloud.north
  name_regex = "payments"
}

data "alicloud_vpcs" "south" {
  name_regex = "orders"
}

data "alicloud_vswitches" "south" {
  vpc_id = data.alicloud_vpcs.south.ids.0
}

data "alicloud_vswitches" "north" {
  provider = alicloud.north
  vpc_id   = data.alicloud_vpcs.north.ids[0]
}

resource "alicloud_kms_instance" "south" {
  product_version = "3"
  payment_type    = "PayAsYouGo"
  vpc_id          = data.alicloud_vpcs.south.vpcs[0].id
  vswitch_ids     = [data.alicloud_vswitches.south.ids[0]]
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]

  bind_vpcs {
    vpc_id       = data.alicloud_vpcs.north.ids[0]
    vswitch_id   = data.alicloud_vswitches.north.vswitches.0.id
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }

  bind_vpcs {
    vpc_id       = data.alicloud_vpcs.south.ids[1]
    vswitch_id   = data.alicloud_vswitches.south.ids[1]
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }
}
