# What a misspelled argument was meant to be is neither set nor left out, so nothing is said of what depends on it.
resource "alicloud_kms_key" "rotated" {
  automatic_rotaton      = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "kept" {
  pending_window_in_day = 30
}

resource "opentelekomcloud_kms_key_v1" "rotated" {
  key_alias         = "payments"
  rotation_enable   = true
  rotation_interval = 90
}

resource "alicloud_kms_instance" "by_use" {
  payment_typ = "PayAsYouGo"
  vpc_num     = 1
  vpc_id      = "vpc-bp1m3fedk2onqvn7cjyvq"
  zone_ids    = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids = ["vsw-bp1d5t8u0sjaltv4zxxcz"]

  bind_vpcs {
    vpc_id       = "vpc-bp1c8r2rh0pvbw4oa3m8l"
    vswitch_id   = "vsw-bp1u2lzq4s3bdqk0dk5q5"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1540355698841234"
  }

  bind_vpcs {
    vpc_id       = "vpc-bp1f7q3dkz0ws5jtm2r9y"
    vswitch_id   = "vsw-bp1o6n4hxe8vcg1pb3a7k"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1540355698841234"
  }
}
