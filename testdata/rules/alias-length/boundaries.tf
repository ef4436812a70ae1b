locals {
  fifty = "abcdefghij-abcdefghij-abcdefghij-abcdefghij-abcdef"
}

resource "opentelekomcloud_kms_key_v1" "longest" {
  key_alias    = "${local.fifty}${local.fifty}${local.fifty}${local.fifty}${local.fifty}12345"
  pending_days = "14"
}

resource "opentelekomcloud_kms_key_v1" "too_long" {
  key_alias    = "${local.fifty}${local.fifty}${local.fifty}${local.fifty}${local.fifty}123456"
  pending_days = "14"
}

resource "alicloud_kms_alias" "with_prefix" {
  alias_name = "alias/${local.fifty}${local.fifty}${local.fifty}${local.fifty}${local.fifty}"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "too_long_with_prefix" {
  alias_name = "alias/${local.fifty}${local.fifty}${local.fifty}${local.fifty}${local.fifty}123456"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "opentelekomcloud_kms_key_v1" "empty" {
  key_alias    = ""
  pending_days = "14"
}
