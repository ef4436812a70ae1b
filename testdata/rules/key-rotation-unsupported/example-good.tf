resource "opentelekomcloud_kms_key_v1" "orders" {
  key_alias        = "orders"
  pending_days     = "14"
  origin           = "kms"
  rotation_enabled = true
}
