# With a reason it counts, in each form of a comment.
resource "alicloud_kms_alias" "hash" {
  alias_name = "hash" # kmslint: ignore[alias-without-prefix] made before the rule was known
  key_id     = var.key
}

resource "alicloud_kms_alias" "slashes" {
  // kmslint: ignore[alias-without-prefix] made before the rule was known
  alias_name = "slashes"
  key_id     = var.key
}

resource "alicloud_kms_alias" "block" {
  /* kmslint: ignore[alias-without-prefix] made before the rule was known */
  alias_name = "block"
  key_id     = var.key
}

# Without one it does not.
resource "alicloud_kms_alias" "bare_hash" {
  alias_name = "bare-hash" # kmslint: ignore[alias-without-prefix]
  key_id     = var.key
}

resource "alicloud_kms_alias" "bare_slashes" {
  // kmslint: ignore[alias-without-prefix]
  alias_name = "bare-slashes"
  key_id     = var.key
}

resource "alicloud_kms_alias" "bare_block" {
  /* kmslint: ignore[alias-without-prefix] */
  alias_name = "bare-block"
  key_id     = var.key
}

# Not addressed to kmslint.
resource "alicloud_kms_alias" "other" {
  alias_name = "alias/other" # otherlint: ignore[alias-without-prefix]
  key_id     = var.key
}

variable "key" {
  type = string
}
