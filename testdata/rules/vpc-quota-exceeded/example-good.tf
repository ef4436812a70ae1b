resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
  bind_vpcs {
    vpc_id       = "vpc-bp15z92ev9jflxq14c2l1"
    vswitch_id   = "vsw-bp1i512amda6d10a0abc1"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }
  bind_vpcs {
    vpc_id       = "vpc-bp15z92ev9jflxq14c2l2"
    vswitch_id   = "vsw-bp1i512amda6d10a0abc2"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }
}
