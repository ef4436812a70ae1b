resource "alicloud_kms_key" "logs" {
  key_spec               = "Aliyun_AES_256"
  deletion_protection    = "Enabled"
  pending_window_in_days = 30
}
