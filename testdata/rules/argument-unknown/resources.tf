resource "alicloud_kms_instance" "main" {
  payment_type    = "Subscription"
  region_id       = "cn-hangzhou"
  kms_instance_id = "kst-hzz662b622eksoqrb3nhu"
  status          = "Connected"
  vpc_num         = 3
  vpc_id          = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids     = ["vsw-bp1i512amda6d10a0abc0"]
  bind_vpcs {
    vpc_id       = "vpc-bp15z92ev9jflxq14c2l1"
    vswitch_id   = "vsw-bp1i512amda6d10a0abc1"
    region       = "cn-hangzhou"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }

  timeouts {
    create = "90m"
  }
  lifecycle {
    ignore_changes = [tags]
  }
  depends_on = [opentelekomcloud_obs_bucket_object.report]
}

resource "opentelekomcloud_obs_bucket_object" "report" {
  bucket         = "reports"
  key            = "2027.csv"
  storage_class  = "COLD"
  encryption     = true
  sse_kms_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}
