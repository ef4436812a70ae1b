resource "opentelekomcloud_kms_key_v1" "archive" {
  key_alias         = "archive"
  pending_days      = "30"
  rotation_enabled  = true
  rotation_interval = 90
}

resource "opentelekomcloud_kms_grant_v1" "archive" {
  key_id            = opentelekomcloud_kms_key_v1.archive.id
  grantee_principal = "0d0466b00d0466b00d0466b00d0466b0"
  operations        = ["describe-key", "encrypt-datakey"]
}
