resource "alicloud_kms_alias" "a" {
  # kmslint: ignore[alias-without-prefix]
  alias_name = "a"
  key_id     = "7d1f0c2a-93b4-4e6f-8a51-2c3d4e5f6a7b"
}
