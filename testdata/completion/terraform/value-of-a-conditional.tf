resource "alicloud_kms_key" "a" {
  key_usage = var.signs ? "SIGN/VERIFY" : "§"
}
