variable "quota" {
  type = number
}

variable "vpcs" {
  type = list(string)
}

resource "alicloud_kms_instance" "this" {
  payment_type = "Subscription"
  vpc_num      = var.quota
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]

  dynamic "bind_vpcs" {
    for_each = var.vpcs
    content {
      vpc_id       = bind_vpcs.value
      vswitch_id   = "vsw-bp1i512amda6d10a0abc1"
      region_id    = "cn-hangzhou"
      vpc_owner_id = "1207089758810000"
    }
  }
}
