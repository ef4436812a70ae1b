resource "opentelekomcloud_kms_key_v1" "logs" {
  pending_days = "7"
}
