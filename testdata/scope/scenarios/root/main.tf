variable "team" {}
variable "days" {}
variable "suffix" {}

resource "opentelekomcloud_kms_key_v1" "key" {
  key_alias    = "${var.team}/${var.suffix}"
  pending_days = var.days
}
