resource "alicloud_kms_instance" "main" {
  payment_type        = "Subscription"
  vpc_num             = 3
  vpc_id              = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids            = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids         = ["vsw-bp1i512amda6d10a0abc0"]
  deletion_protection = true
}
