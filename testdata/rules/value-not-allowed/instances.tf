resource "alicloud_kms_instance" "main" {
  payment_type    = "Subscription"
  product_version = "software"
  spec            = 1500
  vpc_num         = 3
  key_num         = 1000
  secret_num      = 0
  renew_status    = "NotRenewal"
  log             = false
  vpc_id          = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids     = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "opentelekomcloud_obs_bucket" "reports" {
  bucket = "reports"
  server_side_encryption {
    algorithm  = "aws:kms"
    kms_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  }
}
