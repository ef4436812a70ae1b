# A hardware instance takes imported material, once it is enabled.
resource "alicloud_kms_instance" "hardware" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  product_version = "5" # kmslint: ignore[hardware-instance-connect] enabled by hand
}

resource "alicloud_kms_key" "imported" {
  origin                 = "EXTERNAL"
  dkms_instance_id       = alicloud_kms_instance.hardware.id
  pending_window_in_days = 30
}
