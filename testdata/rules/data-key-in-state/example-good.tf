resource "opentelekomcloud_kms_key_v1" "disk" {
  key_alias    = "disk"
  pending_days = "14"
}
