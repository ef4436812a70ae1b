variable "key" {}

resource "opentelekomcloud_kms_grant_v1" "without" {
  key_id            = var.key
  grantee_principal = "13gg44z4g2sglzk0egw0u726zoyzvrs8"
}

resource "opentelekomcloud_kms_grant_v1" "empty" {
  key_id            = var.key
  grantee_principal = "13gg44z4g2sglzk0egw0u726zoyzvrs8"
  operations        = []
}

resource "huaweicloud_kms_grant" "empty" {
  key_id            = var.key
  grantee_principal = "13gg44z4g2sglzk0egw0u726zoyzvrs8"
  operations        = toset([])
}

resource "flexibleengine_kms_grant" "one" {
  key_id            = var.key
  grantee_principal = "13gg44z4g2sglzk0egw0u726zoyzvrs8"
  operations        = ["describe-key"]
}
