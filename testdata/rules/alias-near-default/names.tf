variable "team" {}

resource "opentelekomcloud_kms_key_v1" "capital" {
  key_alias = "${var.team}/Default"
}

resource "huaweicloud_kms_key" "slash" {
  key_alias = "evs/default/"
}

resource "flexibleengine_kms_key_v1" "other" {
  key_alias = "evs/defaults"
}

resource "opentelekomcloud_kms_key_v1" "word" {
  key_alias = "${var.team}Default"
}
