resource "opentelekomcloud_kms_key_v1" "orders" {
  key_alias        = "orders"
  pending_days     = "14"
  is_enabled       = true
  rotation_enabled = true
}
