resource "alicloud_kms_instance" "main" {
  payment_type                = "PayAsYouGo"
  vpc_id                      = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids                    = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids                 = ["vsw-bp1i512amda6d10a0abc0"]
  force_delete_without_backup = "false"
}
