# An alias without its prefix, behind a letter that counts one, two or four units.
resource "alicloud_kms_alias" "orders" {
  /* 🔑 */ alias_name = "orders"
  key_id                = "key-hzz65c3d2b1a0f9e8d7c6"
}
