resource "alicloud_kms_key" "orders" {
  key_spec               = "Aliyun_AES_128"
  pending_window_in_days = 30
}
