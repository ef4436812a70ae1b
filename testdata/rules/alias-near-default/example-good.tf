resource "opentelekomcloud_kms_key_v1" "disks" {
  key_alias    = "team/default-disks"
  pending_days = "14"
}
