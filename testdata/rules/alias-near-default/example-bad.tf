resource "opentelekomcloud_kms_key_v1" "disks" {
  key_alias    = "team/Default"
  pending_days = "14"
}
