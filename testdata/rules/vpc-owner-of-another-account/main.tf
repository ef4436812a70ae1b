provider "alicloud" {
  region = "cn-hangzhou"
}

# A second configuration for the same region is one for another account.
provider "alicloud" {
  alias  = "shop"
  region = "cn-hangzhou"
  assume_role {
    role_arn = "acs:ram::1588302746195033:role/network"
  }
}

data "alicloud_account" "keys" {}

data "alicloud_account" "shop" {
  provider = alicloud.shop
}

resource "alicloud_vpc" "shop" {
  provider   = alicloud.shop
  cidr_block = "10.30.0.0/16"
}

resource "alicloud_vswitch" "shop" {
  provider   = alicloud.shop
  vpc_id     = alicloud_vpc.shop.id
  zone_id    = "cn-hangzhou-k"
  cidr_block = "10.30.1.0/24"
}

resource "alicloud_vpc" "keys" {
  cidr_block = "10.31.0.0/16"
}

resource "alicloud_vswitch" "keys" {
  vpc_id     = alicloud_vpc.keys.id
  zone_id    = "cn-hangzhou-k"
  cidr_block = "10.31.1.0/24"
}

resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 7
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  # Made by the shop, owned by the keys.
  bind_vpcs {
    vpc_id       = alicloud_vpc.shop.id
    vswitch_id   = alicloud_vswitch.shop.id
    region_id    = "cn-hangzhou"
    vpc_owner_id = data.alicloud_account.keys.id
  }

  # Made by the keys, owned by the keys.
  bind_vpcs {
    vpc_id       = alicloud_vpc.keys.id
    vswitch_id   = alicloud_vswitch.keys.id
    region_id    = "cn-hangzhou"
    vpc_owner_id = data.alicloud_account.keys.id
  }

  # Made by somebody else.
  bind_vpcs {
    vpc_id       = "vpc-bp1f7k2m9q4t6w8y0a3c5"
    vswitch_id   = "vsw-bp1q2w3e4r5t6y7u8i9o0"
    region_id    = "cn-hangzhou"
    vpc_owner_id = data.alicloud_account.keys.id
  }
}

# Made by the shop, owned by the shop, or by an account that is written or given.
resource "alicloud_kms_instance" "second" {
  for_each = {
    read    = data.alicloud_account.shop.id
    written = "1588302746195033"
    given   = var.account
  }
  payment_type = "Subscription"
  vpc_num      = 7
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  bind_vpcs {
    vpc_id       = alicloud_vpc.shop.id
    vswitch_id   = alicloud_vswitch.shop.id
    region_id    = "cn-hangzhou"
    vpc_owner_id = each.value
  }
}

variable "account" {
  type = string
}
