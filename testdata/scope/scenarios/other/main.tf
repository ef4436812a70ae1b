resource "opentelekomcloud_kms_key_v1" "other" {
  key_alias    = "a.b"
  pending_days = 7
}
