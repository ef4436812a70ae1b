resource "flexibleengine_kms_key_v1" "sample" {
  key_alias = "sample"
  realm     = "cn-north-1"
}

resource "opentelekomcloud_kms_key_v1" "slip" {
  key_alias = "slip"
  realm     = "eu-dee"
}

resource "huaweicloud_kms_key" "elsewhere" {
  key_alias = "elsewhere"
  realm     = "ap-southeast-9"
}
