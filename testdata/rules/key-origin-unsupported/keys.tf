resource "alicloud_kms_instance" "software" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  product_version = "3"
}

resource "alicloud_kms_instance" "unknown" {
  payment_type = "Subscription"
  vpc_num      = 5
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]

  product_version = var.version_of_kms
}

resource "alicloud_kms_key" "imported" {
  origin                 = "EXTERNAL"
  dkms_instance_id       = alicloud_kms_instance.software.id
  pending_window_in_days = 30
}

# Made by the cloud, in an instance that is not known, in one that is not here, in the default key store.
resource "alicloud_kms_key" "made" {
  origin                 = "Aliyun_KMS"
  dkms_instance_id       = alicloud_kms_instance.software.id
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "in_an_unknown_one" {
  origin                 = "EXTERNAL"
  dkms_instance_id       = alicloud_kms_instance.unknown.id
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "in_another" {
  origin                 = "EXTERNAL"
  dkms_instance_id       = "kst-hzz65f0e7d2c9a1b4d8e6"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "in_none" {
  origin                 = "EXTERNAL"
  pending_window_in_days = 30
}

variable "version_of_kms" {
  type = string
}
