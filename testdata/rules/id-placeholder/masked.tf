resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp1go9qvmj78j4f4c****"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-xxxxxxxxxxxxxxxxxxxxx"]
}
