variable "networks" {
  type = map(object({ vpc = string }))
}

variable "is_shared" {
  type = bool
}

provider "alicloud" {
  region = "cn-hangzhou"
}

# How many there are is not known, and what stands in each of them is wrong in all.
resource "alicloud_kms_instance" "several" {
  vpc_num     = 1
  vpc_id      = "vpc-bp1m3fedk2onqvn7cjyvq"
  zone_ids    = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids = ["vsw-bp1d5t8u0sjaltv4zxxcz"]

  bind_vpcs {
    vpc_id       = "vpc-bp1c8r2rh0pvbw4oa3m8l"
    vswitch_id   = "vsw-bp1u2lzq4s3bdqk0dk5q5"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1540355698841234"
  }

  dynamic "bind_vpcs" {
    for_each = var.networks
    content {
      vpc_id       = bind_vpcs.value.vpc
      vswitch_id   = "vsw-bp1u2lzq4s3bdqk0dk5q5"
      region_id    = "cn-beijing"
      vpc_owner_id = "1540355698841234"
    }
  }
}

# Neither is certain to exist, so neither is held against the other.
provider "alicloud" {
  alias  = "anywhere"
  region = var.region
}

variable "region" {
  type = string
}

resource "alicloud_kms_instance" "either" {
  provider    = alicloud.anywhere
  vpc_num     = 1
  vpc_id      = var.region
  zone_ids    = []
  vswitch_ids = ["vsw-bp1d5t8u0sjaltv4zxxcz"]

  dynamic "bind_vpcs" {
    for_each = var.is_shared ? [1] : []
    content {
      vpc_id       = "vpc-bp1c8r2rh0pvbw4oa3m8l"
      vswitch_id   = "vsw-bp1u2lzq4s3bdqk0dk5q5"
      region_id    = "cn-beijing"
      vpc_owner_id = "1540355698841234"
    }
  }

  dynamic "bind_vpcs" {
    for_each = var.is_shared ? [] : [1]
    content {
      vpc_id       = "vpc-bp1c8r2rh0pvbw4oa3m8l"
      vswitch_id   = "vsw-bp1u2lzq4s3bdqk0dk5q5"
      region_id    = "cn-hangzhou"
      vpc_owner_id = "1540355698841234"
    }
  }
}
