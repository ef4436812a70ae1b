resource "alicloud_kms_key" "orders" {
  key_spec               = "Aliyun_AES_256"
  pending_window_in_days = 30
}
