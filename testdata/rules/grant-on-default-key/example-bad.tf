data "opentelekomcloud_kms_key_v1" "evs" {
  key_alias = "evs/default"
}

resource "opentelekomcloud_kms_grant_v1" "g" {
  key_id            = data.opentelekomcloud_kms_key_v1.evs.id
  grantee_principal = "0d0466b00d0466b00d0466b00d0466b0"
  operations        = ["describe-key"]
}
