data "opentelekomcloud_kms_key_v1" "service" {
  key_alias = "obs/default"
}

data "opentelekomcloud_kms_key_v1" "own" {
  key_alias = "orders"
}

resource "opentelekomcloud_kms_grant_v1" "service" {
  key_id            = data.opentelekomcloud_kms_key_v1.service.id
  grantee_principal = "0d0466b00d0466b00d0466b00d0466b0"
  operations        = ["describe-key"]
}

resource "opentelekomcloud_kms_grant_v1" "own" {
  key_id            = data.opentelekomcloud_kms_key_v1.own.id
  grantee_principal = "0d0466b00d0466b00d0466b00d0466b0"
  operations        = ["describe-key"]
}
