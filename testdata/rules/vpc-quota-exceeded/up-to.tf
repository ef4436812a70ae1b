# Two variables, and a VPC that is made: three, if whoever gives the values names others.
variable "first" { type = string }
variable "second" { type = string }
variable "on" { type = bool }

resource "alicloud_vpc" "own" {
  cidr_block = "10.0.0.0/8"
}

resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  product_version = "3"
  vpc_num      = 2
  key_num      = 1000
  secret_num   = 0
  spec         = 1000
  vpc_id       = alicloud_vpc.own.id
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
  force_delete_without_backup = false

  dynamic "bind_vpcs" {
    for_each = [var.first, var.second, alicloud_vpc.own.id, var.on ? var.first : alicloud_vpc.own.id, trimspace(var.second)]
    content {
      vpc_id       = bind_vpcs.value
      vswitch_id   = "vsw-bp1i512amda6d10a0abc1"
      region_id    = "cn-hangzhou"
      vpc_owner_id = "1207089758810000"
    }
  }
}

# The quota that exists stays, whatever is written.
resource "alicloud_kms_instance" "ignored" {
  payment_type = "Subscription"
  product_version = "3"
  vpc_num      = 1
  key_num      = 1000
  secret_num   = 0
  spec         = 1000
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]

  dynamic "bind_vpcs" {
    for_each = ["vpc-bp15z92ev9jflxq14c2l1", "vpc-bp15z92ev9jflxq14c2l2"]
    content {
      vpc_id       = bind_vpcs.value
      vswitch_id   = "vsw-bp1i512amda6d10a0abc1"
      region_id    = "cn-hangzhou"
      vpc_owner_id = "1207089758810000"
    }
  }

  lifecycle {
    ignore_changes = [vpc_num]
  }
}
