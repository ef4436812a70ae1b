resource "alicloud_kms_alias" "of_a_service" {
  alias_name = "alias/acs/ledger"
  key_id     = var.key
}

# The slash is not needed.
resource "alicloud_kms_alias" "without_slash" {
  alias_name = "alias/acsledger"
  key_id     = var.key
}

resource "alicloud_kms_alias" "known_beginning" {
  alias_name = "alias/acs-${var.team}"
  key_id     = var.key
}

resource "alicloud_kms_alias" "neighbours" {
  for_each   = toset(["alias/ac/ledger", "alias/Acs/ledger", "alias/team/acs/ledger", "alias/a-cs"])
  alias_name = each.value
  key_id     = var.key
}

# Whatever it begins with.
resource "alicloud_kms_alias" "unknown_beginning" {
  alias_name = "alias/${var.team}acs"
  key_id     = var.key
}

# A service's key may be used.
data "alicloud_kms_aliases" "services" {
  name_regex = "^alias/acs"
}

variable "team" {
  type = string
}

variable "key" {
  type = string
}
