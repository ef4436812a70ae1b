# A name that no rule has; the nearest can be put in its place.
resource "alicloud_kms_alias" "misspelled" {
  alias_name = "misspelled" # kmslint: ignore[alias-without-prefixes] made before the rule was known
  key_id     = var.key
}

# One of two is a rule.
resource "alicloud_kms_alias" "one_of_two" {
  # kmslint: ignore[alias-without-prefix, key-length] made before the rule was known
  alias_name = "one-of-two"
  key_id     = var.key
}

resource "alicloud_kms_alias" "capitals" {
  # kmslint: ignore[Alias-Without-Prefix] made before the rule was known
  alias_name = "capitals"
  key_id     = var.key
}

resource "alicloud_kms_alias" "known" {
  # kmslint: ignore[alias-without-prefix] made before the rule was known
  alias_name = "known"
  key_id     = var.key
}

variable "key" {
  type = string
}
