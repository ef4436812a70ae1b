resource "alicloud_kms_key" "a" {
  key_spec = "§"
}
