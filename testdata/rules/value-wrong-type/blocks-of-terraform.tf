resource "alicloud_kms_key" "written_as_arguments" {
  pending_window_in_days = 30

  timeouts  = { create = "10m" }
  lifecycle = { prevent_destroy = true }
}

resource "alicloud_kms_key" "tagged" {
  pending_window_in_days = 30
  tags                   = { team = ["billing"], cost_center = null, floor = 5 }
}

resource "alicloud_kms_instance" "text_for_blocks" {
  product_version = "3"
  vpc_id          = "vpc-bp1q2w3e4r5t6y7u8i9o0"
  vswitch_ids     = ["vsw-bp1q2w3e4r5t6y7u8i9o0"]
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  payment_type    = "PayAsYouGo"
  bind_vpcs       = "vpc-bp0a9s8d7f6g5h4j3k2l1"
}
