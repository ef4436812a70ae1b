locals {
  # Each of them differs from a default key's alias by case or a slash.
  near = {
    capital  = "ledger/Default"
    capitals = "ledger/DEFAULT"
    slash    = "ledger/default/"
    slashes  = "ledger/default//"
  }
  # Each of them is another word.
  far = toset(["default", "ledger-Default", "ledger/Default-2", "ledger/Defaults", "Default/ledger", "ledger/default/eu"])
}

resource "opentelekomcloud_kms_key_v1" "near" {
  for_each     = local.near
  key_alias    = each.value
  pending_days = "14"
}

resource "opentelekomcloud_kms_key_v1" "far" {
  for_each     = local.far
  key_alias    = each.value
  pending_days = "14"
}

# The end is known.
resource "opentelekomcloud_kms_key_v1" "of_a_team" {
  key_alias    = "${var.team}/Default"
  pending_days = "14"
}

# The end is not.
resource "opentelekomcloud_kms_key_v1" "anything" {
  key_alias    = "ledger/Default${var.team}"
  pending_days = "14"
}

# It was made so by somebody else.
data "opentelekomcloud_kms_key_v1" "read" {
  key_alias = "ledger/Default"
}

# Other clouds have no such suffix.
resource "alicloud_kms_alias" "default" {
  alias_name = "alias/ledger/Default"
  key_id     = var.key
}

variable "team" {
  type = string
}

variable "key" {
  type = string
}
