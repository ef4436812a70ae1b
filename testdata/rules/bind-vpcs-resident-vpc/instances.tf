# The same id.
resource "alicloud_kms_instance" "written" {
  payment_type = "Subscription"
  vpc_num      = 5
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  bind_vpcs {
    vpc_id       = "vpc-bp1f7k2m9q4t6w8y0a3c5"
    vswitch_id   = "vsw-bp1q2w3e4r5t6y7u8i9o0"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1473920586314207"
  }
  bind_vpcs {
    vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
    vswitch_id   = "vsw-bp1a2s3d4f5g6h7j8k9l0"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1473920586314207"
  }
}

# The same resource, one of them through its vSwitch.
resource "alicloud_kms_instance" "made" {
  payment_type = "Subscription"
  vpc_num      = 5
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  vpc_id       = alicloud_vpc.keys.id
  bind_vpcs {
    vpc_id       = alicloud_vswitch.keys.vpc_id
    vswitch_id   = alicloud_vswitch.keys.id
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1473920586314207"
  }
}

# Two resources, and two inputs that may be equal.
resource "alicloud_kms_instance" "others" {
  payment_type = "Subscription"
  vpc_num      = 5
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  vpc_id       = alicloud_vpc.keys.id
  bind_vpcs {
    vpc_id       = alicloud_vpc.shop.id
    vswitch_id   = "vsw-bp1q2w3e4r5t6y7u8i9o0"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1473920586314207"
  }
}

resource "alicloud_kms_instance" "unknown" {
  payment_type = "Subscription"
  vpc_num      = 5
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  vpc_id       = var.home
  bind_vpcs {
    vpc_id       = var.other
    vswitch_id   = "vsw-bp1q2w3e4r5t6y7u8i9o0"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1473920586314207"
  }
}

# The network of the instance is not known, one of the associated is written.
resource "alicloud_kms_instance" "half_known" {
  payment_type = "Subscription"
  vpc_num      = 5
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  vpc_id       = var.home
  bind_vpcs {
    vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
    vswitch_id   = "vsw-bp1q2w3e4r5t6y7u8i9o0"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1473920586314207"
  }
}

resource "alicloud_vpc" "keys" {
  cidr_block = "10.20.0.0/16"
}

resource "alicloud_vpc" "shop" {
  cidr_block = "10.21.0.0/16"
}

resource "alicloud_vswitch" "keys" {
  vpc_id     = alicloud_vpc.keys.id
  zone_id    = "cn-hangzhou-k"
  cidr_block = "10.20.1.0/24"
}

variable "home" {
  type = string
}

variable "other" {
  type = string
}
