resource "opentelekomcloud_kms_grant_v1" "g" {
  key_id            = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  grantee_principal = "0d0466b00d0466b00d0466b00d0466b0"
  operations        = ["describe-key"]
}
