resource "alicloud_kms_instance" "main" {
  payment_type                = "PayAsYouGo"
  vpc_id                      = "vpc-bp1q2w3e4r5t6y7u8i9o0"
  zone_ids                    = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids                 = ["vsw-bp1z2x3c4v5b6n7m8q9w0"]
  force_delete_without_backup = "false"
}
