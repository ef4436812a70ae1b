resource "opentelekomcloud_kms_key_v1" "logs" {
  key_alias     = "logs"
  key_algorithm = "AES_256"
  pending_days  = "7"
}
