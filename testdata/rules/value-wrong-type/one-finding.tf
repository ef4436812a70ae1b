# What is of another type is one finding, whatever other rules would make of what stands in it.
resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 7
  key_num      = 1.5
  renew_status = ["Sometimes"]
  vpc_id       = "vpc-bp1m3fedk2onqvn7cjyvq"
  zone_ids     = ""
  vswitch_ids  = ["vsw-bp1d5t8u0sjaltv4zxxcz"]
}

resource "opentelekomcloud_kms_grant_v1" "main" {
  key_id            = ["x"]
  grantee_principal = "5f2c0d1e4b3a49688d10c2e8f6b7a4c3"
  operations        = ["describe-key"]
}
