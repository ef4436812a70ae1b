resource "alicloud_kms_alias" "broken" {
  alias_name =
}

# kmslint: ignore[alias-without-prefix] made before the rule was known
resource "alicloud_kms_alias" "block" {
  alias_name = "block"
  key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
}

# kmslint: ignore[syntax-error] filled in by a generator
resource "alicloud_kms_alias" "generated" {
  alias_name =
  key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
}
