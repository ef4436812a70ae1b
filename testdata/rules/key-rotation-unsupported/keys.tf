resource "opentelekomcloud_kms_key_v1" "imported" {
  key_alias        = "imported"
  origin           = "external"
  rotation_enabled = true
}

resource "huaweicloud_kms_key" "imported" {
  key_alias        = "imported"
  origin           = "external"
  rotation_enabled = true
}

resource "huaweicloud_kms_key" "asymmetric" {
  key_alias        = "asymmetric"
  key_algorithm    = "SM2"
  rotation_enabled = true
}

resource "huaweicloud_kms_key" "symmetric" {
  key_alias        = "symmetric"
  key_algorithm    = "SM4"
  origin           = "kms"
  rotation_enabled = true
}

resource "opentelekomcloud_kms_key_v1" "off" {
  key_alias        = "off"
  origin           = "external"
  rotation_enabled = false
}
