# Schlüssel
resource "alicloud_kms_alias" "b" {
  alias_name = "b"
  key_id     = "key-hzz66f8c1d24a09b7e35d"
}
