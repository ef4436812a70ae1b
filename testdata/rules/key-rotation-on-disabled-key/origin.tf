variable "origin" {}

# Huawei's provider asks for no rotation of a key with material of its own.
resource "huaweicloud_kms_key" "external" {
  key_alias        = "external"
  origin           = "external"
  is_enabled       = false
  rotation_enabled = true
}

resource "huaweicloud_kms_key" "perhaps" {
  key_alias        = "perhaps"
  origin           = var.origin
  is_enabled       = false
  rotation_enabled = true
}

resource "huaweicloud_kms_key" "made" {
  key_alias        = "made"
  origin           = "kms"
  is_enabled       = false
  rotation_enabled = true
}
