resource "alicloud_kms_instance" "one" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "alicloud_kms_instance" "single_zone_region" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["ap-southeast-6a"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "alicloud_kms_instance" "three" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j", "cn-hangzhou-i"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "alicloud_kms_instance" "four" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j", "cn-hangzhou-i", "cn-hangzhou-h"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}
