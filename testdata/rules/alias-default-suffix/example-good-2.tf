data "opentelekomcloud_kms_key_v1" "disks" {
  key_alias = "evs/default"
}
