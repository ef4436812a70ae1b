resource "alicloud_kms_instance" "main" {
  payment_type        = "Subscription"
  vpc_num             = "three"
  key_num             = 1000.5
  secret_num          = "10"
  deletion_protection = "Disabled"
  vpc_id              = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids            = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids         = "vsw-bp1i512amda6d10a0abc0"
  tags                = ["reports"]
}

resource "alicloud_kms_key" "main" {
  pending_window_in_days = 30
  dkms_instance_id       = alicloud_kms_instance.main.id
  policy = {
    Version = "1"
  }
}
