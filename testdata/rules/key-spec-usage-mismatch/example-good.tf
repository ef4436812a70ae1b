resource "alicloud_kms_key" "orders" {
  key_spec               = "RSA_2048"
  key_usage              = "SIGN/VERIFY"
  pending_window_in_days = 30
}
