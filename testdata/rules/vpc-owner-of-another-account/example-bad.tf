provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "team"
  region = "cn-hangzhou"
  assume_role {
    role_arn = "acs:ram::1192853035111234:role/network"
  }
}

data "alicloud_account" "current" {}

resource "alicloud_vpc" "team" {
  provider   = alicloud.team
  cidr_block = "10.0.0.0/16"
}

resource "alicloud_vswitch" "team" {
  provider   = alicloud.team
  vpc_id     = alicloud_vpc.team.id
  zone_id    = "cn-hangzhou-k"
  cidr_block = "10.0.1.0/24"
}

resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
  bind_vpcs {
    vpc_id       = alicloud_vpc.team.id
    vswitch_id   = alicloud_vswitch.team.id
    region_id    = "cn-hangzhou"
    vpc_owner_id = data.alicloud_account.current.id
  }
}
