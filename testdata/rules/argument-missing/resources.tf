resource "alicloud_kms_alias" "no_key" {
  alias_name = "alias/reports"
}

# The misspelled name is reported at its place.
resource "alicloud_kms_alias" "misspelled" {
  alias_nme = "alias/exports"
  key_id    = "7906979c-8e06-46a2-be2d-68e3ccbc5d2a"
}

resource "opentelekomcloud_kms_grant_v1" "nothing_granted" {
  key_id            = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  grantee_principal = "13gg44z4g2sglzk0egw0u726zoyzvrs8"
}

variable "key" {
  default = null
}

resource "alicloud_kms_key_version" "null" {
  key_id = var.key
}
