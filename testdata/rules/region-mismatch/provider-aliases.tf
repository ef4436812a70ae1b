provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "beijing"
  region = var.north
}

variable "north" {
  default = "cn-beijing"
}

resource "alicloud_vpc" "south" {
  cidr_block = "10.0.0.0/16"
}

resource "alicloud_vswitch" "south" {
  vpc_id     = alicloud_vpc.south.id
  zone_id    = "cn-hangzhou-k"
  cidr_block = "10.0.1.0/24"
}

resource "alicloud_kms_instance" "north" {
  provider     = alicloud.beijing
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-2ze9znsls3gm3xr17mnrv"
  zone_ids     = ["cn-beijing-c", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-2zewbiowk4qgd7cbcj3gj"]
  bind_vpcs {
    vpc_id       = alicloud_vpc.south.id
    vswitch_id   = alicloud_vswitch.south.id
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }
}
