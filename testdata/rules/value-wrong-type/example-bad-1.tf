resource "opentelekomcloud_kms_key_v1" "logs" {
  key_alias    = "logs"
  pending_days = "1,096"
}
