# Refused.
resource "opentelekomcloud_kms_key_v1" "imported" {
  key_alias        = "imported"
  pending_days     = "14"
  origin           = "external"
  rotation_enabled = true
}

# Passed over.
resource "huaweicloud_kms_key" "imported" {
  key_alias        = "imported"
  pending_days     = "14"
  origin           = "external"
  rotation_enabled = true
}

resource "huaweicloud_kms_key" "asymmetric" {
  key_alias        = "asymmetric"
  pending_days     = "14"
  key_algorithm    = "RSA_2048"
  rotation_enabled = true
}

resource "huaweicloud_kms_key" "authentication" {
  key_alias        = "authentication"
  pending_days     = "14"
  key_algorithm    = "HMAC_256"
  key_usage        = "GENERATE_VERIFY_MAC"
  rotation_enabled = true
}

resource "huaweicloud_kms_key" "signing" {
  key_alias        = "signing"
  pending_days     = "14"
  key_algorithm    = "SM2"
  key_usage        = "SIGN_VERIFY"
  rotation_enabled = true
}

# Without effect.
resource "alicloud_kms_key" "imported" {
  origin                 = "EXTERNAL"
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "asymmetric" {
  key_spec               = "EC_P256"
  key_usage              = "SIGN/VERIFY"
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "hardware" {
  protection_level       = "HSM"
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30
}

# Symmetric, made by the cloud: these are rotated.
resource "opentelekomcloud_kms_key_v1" "own" {
  key_alias        = "own"
  pending_days     = "14"
  origin           = "kms"
  rotation_enabled = true
}

resource "huaweicloud_kms_key" "symmetric" {
  key_alias        = "symmetric"
  pending_days     = "14"
  key_algorithm    = "SM4"
  rotation_enabled = true
}

resource "alicloud_kms_key" "symmetric" {
  key_spec               = "Aliyun_SM4"
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30
}

# Switched off, and perhaps.
resource "opentelekomcloud_kms_key_v1" "off" {
  key_alias        = "off"
  pending_days     = "14"
  origin           = "external"
  rotation_enabled = false
}

resource "opentelekomcloud_kms_key_v1" "perhaps" {
  key_alias        = "perhaps"
  pending_days     = "14"
  origin           = var.origin
  rotation_enabled = true
}

variable "origin" {
  type = string
}
