resource "opentelekomcloud_kms_key_v1" "k" {
  key_alias    = "orders"
  pending_days = "14"
  realm        = "eu-nl"
}
