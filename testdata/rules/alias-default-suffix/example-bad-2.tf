variable "team" {
  type = string
}

resource "opentelekomcloud_kms_key_v1" "disks" {
  key_alias    = "${var.team}/default"
  pending_days = "14"
}
