resource "opentelekomcloud_kms_key_v1" "backups" {
  key_alias = "Backups"
}

resource "opentelekomcloud_kms_key_v1" "archive" {
  key_alias       = "shop/archive"
  key_description = "archive of the shop"
}
