variable "key" {}

resource "opentelekomcloud_kms_grant_v1" "seven" {
  key_id            = var.key
  grantee_principal = "13gg44z4g2sglzk0egw0u726zoyzvrs8"
  operations        = ["create-datakey", "encrypt-data"]
}

resource "huaweicloud_kms_grant" "nine" {
  key_id            = var.key
  grantee_principal = "13gg44z4g2sglzk0egw0u726zoyzvrs8"
  operations        = ["encrypt-data", "decrypt-data", "describekey"]
}
