resource "opentelekomcloud_kms_key_v1" "archive" {
  key_alias       = "shop/archive"
  key_description = "archive of the shop"
}

# What is read is another team's business.
data "opentelekomcloud_kms_key_v1" "volumes" {
  key_alias = "evs/default"
}
