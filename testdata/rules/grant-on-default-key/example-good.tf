data "opentelekomcloud_kms_key_v1" "orders" {
  key_alias = "orders"
}

resource "opentelekomcloud_kms_grant_v1" "g" {
  key_id            = data.opentelekomcloud_kms_key_v1.orders.id
  grantee_principal = "0d0466b00d0466b00d0466b00d0466b0"
  operations        = ["describe-key"]
}
