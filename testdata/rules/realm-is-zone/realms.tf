resource "opentelekomcloud_kms_key_v1" "zone" {
  key_alias = "zone"
  realm     = "eu-nl-03"
}

resource "flexibleengine_kms_key_v1" "zone" {
  key_alias = "zone"
  realm     = "eu-west-0b"
}

resource "opentelekomcloud_kms_key_v1" "region" {
  key_alias = "region"
  realm     = "eu-ch2"
}

resource "opentelekomcloud_kms_key_v1" "project" {
  key_alias = "project"
  realm     = "eu-de_shop"
}
