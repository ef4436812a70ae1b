resource "opentelekomcloud_kms_key_v1" "logs" {
  key_alias         = "logs"
  pending_days      = "7"
  rotation_interval = 90
}
