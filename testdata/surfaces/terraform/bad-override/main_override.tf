resource "opentelekomcloud_kms_key_v1" "archive" {
  key_alias         = "archive/default"
  rotation_interval = 7
}

resource "opentelekomcloud_kms_grant_v1" "archive" {
  operations = ["create-grant"]
}
