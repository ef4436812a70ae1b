resource "alicloud_kms_instance" "a" {
  zone_ids = ["cn-hangzhou-k", "cn-§"]
}
