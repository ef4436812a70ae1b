resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 7
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  # An account that is written out, and a vSwitch that is not made here.
  bind_vpcs {
    vpc_id       = "vpc-bp1f7k2m9q4t6w8y0a3c5"
    vswitch_id   = "vsw-bp1q2w3e4r5t6y7u8i9o0"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1588302746195033"
  }

  # Made by the account of the instance.
  bind_vpcs {
    vpc_id       = alicloud_vswitch.shop.vpc_id
    vswitch_id   = alicloud_vswitch.shop.id
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1473920586314207"
  }

  # The account of the instance, and one that is not known.
  bind_vpcs {
    vpc_id       = "vpc-bp1z9x8c7v6b5n4m3a2s1"
    vswitch_id   = "vsw-bp1a2s3d4f5g6h7j8k9l0"
    region_id    = "cn-hangzhou"
    vpc_owner_id = data.alicloud_account.current.id
  }
  bind_vpcs {
    vpc_id       = "vpc-bp1p0o9i8u7y6t5r4e3w2"
    vswitch_id   = "vsw-bp1m1n2b3v4c5x6z7l8k9"
    region_id    = "cn-hangzhou"
    vpc_owner_id = var.account
  }
}

data "alicloud_account" "current" {}

resource "alicloud_vpc" "shop" {
  cidr_block = "10.30.0.0/16"
}

resource "alicloud_vswitch" "shop" {
  vpc_id     = alicloud_vpc.shop.id
  zone_id    = "cn-hangzhou-k"
  cidr_block = "10.30.1.0/24"
}

variable "account" {
  type = string
}
