variable "prefix" {}

variable "name" {
  default = "orders"
}

resource "alicloud_kms_alias" "literal" {
  alias_name = "orders"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "from_a_variable" {
  alias_name = var.name
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "template" {
  alias_name = "team-${var.prefix}"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "misspelled" {
  alias_name = "Alias/payments"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "may_have_it" {
  alias_name = "${var.prefix}/reports"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}
