# Something is shared here; with whom is for its reader to judge.
resource "alicloud_resource_manager_resource_share" "network" {
  resource_share_name = "network"
}

resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 7
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  bind_vpcs {
    vpc_id       = "vpc-bp1f7k2m9q4t6w8y0a3c5"
    vswitch_id   = "vsw-bp1q2w3e4r5t6y7u8i9o0"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1588302746195033"
  }
}
