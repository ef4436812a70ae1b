# The provider's schema says which arguments are strings: 30 may become "30", and "30" may become 30.
resource "alicloud_kms_key" "first" {
  pending_window_in_days = "30"
  description            = "orders"
  tags                   = { level = 2, team = "sales" }
}

resource "alicloud_kms_key" "second" {
  # As they are passed on it does not matter.
  pending_window_in_days = alicloud_kms_key.first.pending_window_in_days
  description            = "${alicloud_kms_key.first.description}-${alicloud_kms_key.first.pending_window_in_days}"
  tags = {
    # Where a number is told from its digits, it does.
    same_number = alicloud_kms_key.first.pending_window_in_days == 30
    same_string = alicloud_kms_key.first.tags["level"] == "2"
    encoded     = jsonencode(alicloud_kms_key.first.tags)
    found       = contains([30], alicloud_kms_key.first.pending_window_in_days)
    # What spells no number is a string for every schema.
    same_text = alicloud_kms_key.first.description == "orders"
    same_team = alicloud_kms_key.first.tags.team == "sales"
    as_string = tostring(alicloud_kms_key.first.pending_window_in_days) == "30"
    as_number = tonumber(alicloud_kms_key.first.pending_window_in_days) < 31
  }
}

# The id of an alias is its name, and the same name may be given in two regions.
resource "alicloud_kms_alias" "here" {
  alias_name = "alias/orders"
}

resource "alicloud_kms_alias" "there" {
  alias_name = "alias/orders"
}

resource "alicloud_kms_key" "third" {
  tags = {
    same_alias = alicloud_kms_alias.here.id == alicloud_kms_alias.there.id
    same_key   = alicloud_kms_key.first.id == alicloud_kms_key.second.id
  }
}
