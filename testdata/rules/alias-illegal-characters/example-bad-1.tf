resource "opentelekomcloud_kms_key_v1" "orders" {
  key_alias    = "orders database"
  pending_days = "14"
}
