resource "alicloud_kms_key" "a" {
  pen§
