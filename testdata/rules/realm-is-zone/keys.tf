resource "opentelekomcloud_kms_key_v1" "zone" {
  key_alias    = "zone"
  pending_days = "14"
  realm        = "eu-de-01"
}

resource "opentelekomcloud_kms_key_v1" "zone_of_another_region" {
  key_alias    = "zone-of-another-region"
  pending_days = "14"
  realm        = "eu-nl-03"
}

resource "flexibleengine_kms_key_v1" "zone" {
  key_alias    = "zone"
  pending_days = "14"
  realm        = "eu-west-0b"
}

# Regions, and a project of one.
resource "opentelekomcloud_kms_key_v1" "regions" {
  for_each     = toset(["eu-de", "eu-nl", "eu-ch2", "eu-de_payments"])
  key_alias    = each.value
  pending_days = "14"
  realm        = each.value
}

resource "opentelekomcloud_kms_key_v1" "unknown" {
  key_alias    = "unknown"
  pending_days = "14"
  realm        = "${var.region}-01"
}

variable "region" {
  type = string
}
