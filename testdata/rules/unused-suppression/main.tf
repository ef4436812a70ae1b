# The problem is gone.
resource "alicloud_kms_alias" "right" {
  # kmslint: ignore[alias-without-prefix] made before the rule was known
  alias_name = "alias/right"
  key_id     = var.key
}

# The problem is there, and the comment is two lines away.
resource "alicloud_kms_alias" "too_far" {
  # kmslint: ignore[alias-without-prefix] made before the rule was known

  alias_name = "too-far"
  key_id     = var.key
}

# One of two is used.
resource "alicloud_kms_alias" "half" {
  # kmslint: ignore[alias-without-prefix, alias-length] made before the rule was known
  alias_name = "half"
  key_id     = var.key
}

resource "alicloud_kms_alias" "used" {
  # kmslint: ignore[alias-without-prefix] made before the rule was known
  alias_name = "used"
  key_id     = var.key
}

variable "key" {
  type = string
}
