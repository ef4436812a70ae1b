data "alicloud_kms_§" "a" {}
