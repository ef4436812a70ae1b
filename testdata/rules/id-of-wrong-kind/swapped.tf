resource "alicloud_vpc" "a" {
  cidr_block = "10.0.0.0/16"
}

resource "alicloud_vswitch" "a" {
  vpc_id     = alicloud_vpc.a.id
  zone_id    = "cn-hangzhou-k"
  cidr_block = "10.0.1.0/24"
}

resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = alicloud_vswitch.a.id
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = [alicloud_vpc.a.id]
  bind_vpcs {
    vpc_id       = "vsw-bp1i512amda6d10a0abc1"
    vswitch_id   = "vpc-bp15z92ev9jflxq14c2l1"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }
}
