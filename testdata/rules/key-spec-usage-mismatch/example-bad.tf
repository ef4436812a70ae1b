resource "alicloud_kms_key" "orders" {
  key_spec               = "Aliyun_AES_256"
  key_usage              = "SIGN/VERIFY"
  pending_window_in_days = 30
}
