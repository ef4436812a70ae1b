resource "opentelekomcloud_kms_key_v1" "orders" {
  key_alias    = "o"
  pending_days = "14"
}
