resource "opentelekomcloud_kms_key_v1" "misspelled" {
  key_alias    = "misspelled"
  pending_days = "14"
  realm        = "eu-dee"
}

resource "opentelekomcloud_kms_key_v1" "of_another_cloud" {
  key_alias    = "of-another-cloud"
  pending_days = "14"
  realm        = "cn-hangzhou"
}

resource "flexibleengine_kms_key_v1" "of_the_sibling" {
  key_alias    = "of-the-sibling"
  pending_days = "14"
  realm        = "eu-de"
}

# Regions of the cloud, a project of one, and nothing.
resource "opentelekomcloud_kms_key_v1" "known" {
  for_each     = toset(["eu-de", "eu-nl", "eu-ch2", "eu-nl_payments"])
  key_alias    = each.value
  pending_days = "14"
  realm        = each.value
}

resource "flexibleengine_kms_key_v1" "known" {
  key_alias    = "known"
  pending_days = "14"
  realm        = "eu-west-0"
}

resource "opentelekomcloud_kms_key_v1" "empty" {
  key_alias    = "empty"
  pending_days = "14"
  realm        = ""
}

resource "opentelekomcloud_kms_key_v1" "unknown" {
  key_alias    = "unknown"
  pending_days = "14"
  realm        = var.realm
}

variable "realm" {
  type = string
}
