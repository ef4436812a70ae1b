resource "alicloud_kms_instance" "switch" {
  payment_type = "Subscription"
  log          = "2"
  log_storage  = 1000
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "alicloud_kms_instance" "storage" {
  payment_type = "Subscription"
  log          = "1"
  log_storage  = 500001
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}
