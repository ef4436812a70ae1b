resource "alicloud_kms_key" "logs" {
  key_spec               = "AES_256"
  deletion_protection    = true
  pending_window_in_days = 30
}
