resource "opentelekomcloud_kms_key_v1" "orders" {
  key_alias    = ""
  pending_days = "14"
}
