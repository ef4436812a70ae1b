resource "opentelekomcloud_kms_key_v1" "ten" {
  key_alias    = "ten"
  pending_days = "7"
  tags         = { for number in range(10) : "tag${number}" => "x" }
}

resource "opentelekomcloud_kms_key_v1" "eleven" {
  key_alias    = "eleven"
  pending_days = "7"
  tags         = { for number in range(11) : "tag${number}" => "x" }
}
