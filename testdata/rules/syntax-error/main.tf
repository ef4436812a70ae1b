# A quote is missing here.
resource "alicloud_kms_alias" "broken" {
  alias_name = "alias/broken
  key_id     = var.key
}

# What stands behind it is still checked.
resource "alicloud_kms_alias" "behind" {
  alias_name = "behind"
  key_id     = var.key
}

# A value is missing, and a bracket.
resource "alicloud_kms_key" "second" {
  pending_window_in_days =
}

resource "alicloud_kms_alias" "between" {
  alias_name = "between"
  key_id     = var.key
}

resource "alicloud_kms_policy" "third" {
  resources = ["key/*"
}

variable "key" {
  type = string
}
