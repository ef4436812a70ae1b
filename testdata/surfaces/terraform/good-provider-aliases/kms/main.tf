resource "alicloud_kms_instance" "main" {
  payment_type = "PayAsYouGo"
  vpc_id       = "vpc-bp1q2w3e4r5t6y7u8i9o0"
  zone_ids     = ["cn-beijing-h", "cn-beijing-i"]
  vswitch_ids  = ["vsw-bp1z2x3c4v5b6n7m8q9w0"]
  bind_vpcs {
    vpc_id       = "vpc-bp1a2s3d4f5g6h7j8k9l0"
    vswitch_id   = "vsw-bp1p0o9i8u7y6t5r4e3w2"
    region_id    = "cn-beijing"
    vpc_owner_id = "1286005371992043"
  }
}
