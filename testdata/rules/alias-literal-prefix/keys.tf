resource "opentelekomcloud_kms_key_v1" "prefixed" {
  key_alias    = "alias/ledger"
  pending_days = "14"
}

# The beginning is known, and that is enough.
resource "opentelekomcloud_kms_key_v1" "of_a_team" {
  key_alias    = "alias/${var.team}"
  pending_days = "14"
}

resource "flexibleengine_kms_key_v1" "prefixed" {
  key_alias    = "alias/census"
  pending_days = "14"
}

# Not the prefix: another case, another word, no slash, further inside.
resource "opentelekomcloud_kms_key_v1" "neighbours" {
  for_each     = toset(["Alias/ledger", "aliases/ledger", "alias-ledger", "team/alias/ledger"])
  key_alias    = each.value
  pending_days = "14"
}

resource "opentelekomcloud_kms_key_v1" "whatever" {
  key_alias    = "${var.team}/ledger"
  pending_days = "14"
}

# This cloud wants it.
resource "huaweicloud_kms_alias" "ledger" {
  alias  = "alias/ledger"
  key_id = huaweicloud_kms_key.ledger.id
}

resource "huaweicloud_kms_key" "ledger" {
  key_alias    = "ledger"
  pending_days = "14"
}

# Reading is not naming.
data "opentelekomcloud_kms_key_v1" "named_long_ago" {
  key_alias = "alias/ledger"
}

variable "team" {
  type = string
}
