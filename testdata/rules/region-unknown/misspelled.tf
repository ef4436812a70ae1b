# A misspelled region is one finding: nothing is held against it.
provider "alicloud" {
  region = "ap-southeat-1"
}

resource "alicloud_kms_instance" "main" {
  payment_type = "PayAsYouGo"
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["ap-southeast-1a", "ap-southeast-1b"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
  bind_vpcs {
    vpc_id       = "vpc-bp15z92ev9jflxq14c2l1"
    vswitch_id   = "vsw-bp1i512amda6d10a0abc1"
    region_id    = "ap-southeats-1"
    vpc_owner_id = "1207089758810000"
  }
}
