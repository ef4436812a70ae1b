variable "protect" {
  default = false
}

resource "alicloud_kms_instance" "none" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "alicloud_kms_instance" "lifecycle" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_kms_instance" "switched_off" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
  deletion_protection = var.protect
}

resource "alicloud_kms_instance" "other_lifecycle" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
  lifecycle {
    ignore_changes = [vpc_num]
  }
}
