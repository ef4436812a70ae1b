resource "opentelekomcloud_kms_key_v1" "archive" {
  key_alias         = "archive/default"
  pending_days      = "3"
  rotation_enabled  = true
  rotation_interval = 7
}
