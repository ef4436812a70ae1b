resource "alicloud_kms_k§
