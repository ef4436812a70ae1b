variable "team" {
  default = "shop floor"
}

variable "unknown" {}

resource "alicloud_kms_alias" "from_a_default" {
  alias_name = "alias/${var.team}/orders"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "beside_an_unknown" {
  alias_name = "alias/${var.unknown}.orders"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "good" {
  alias_name = "alias/${var.unknown}/orders_1-a"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "opentelekomcloud_kms_key_v1" "several" {
  key_alias    = "my key (v1.0)"
  pending_days = "14"
}

resource "opentelekomcloud_kms_key_v1" "good" {
  key_alias    = "a:b/c_d-1"
  pending_days = "14"
}

data "opentelekomcloud_kms_key_v1" "read" {
  key_alias = "what ever"
}
