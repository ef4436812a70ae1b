variable "zones" {
  default = ["cn-hangzhouk", "cn-hangzhou-j"]
}

resource "alicloud_kms_instance" "hyphen" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["ap-southeast-1-a", "ap-southeast-1b"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "alicloud_kms_instance" "region" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "alicloud_kms_instance" "from_a_default" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = var.zones
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}
