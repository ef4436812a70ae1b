# Not rotated, said and unsaid.
resource "opentelekomcloud_kms_key_v1" "unsaid" {
  key_alias    = "unsaid"
  pending_days = "14"
}

resource "opentelekomcloud_kms_key_v1" "off" {
  key_alias        = "off"
  pending_days     = "14"
  rotation_enabled = false
}

resource "huaweicloud_kms_key" "symmetric" {
  key_alias     = "symmetric"
  key_algorithm = "AES_256"
  pending_days  = "14"
}

resource "opentelekomcloud_kms_key_v1" "own_material" {
  key_alias    = "own-material"
  pending_days = "14"
  origin       = "kms"
}

# Rotated, perhaps rotated, and impossible to rotate.
resource "opentelekomcloud_kms_key_v1" "on" {
  key_alias        = "on"
  pending_days     = "14"
  rotation_enabled = true
}

resource "opentelekomcloud_kms_key_v1" "unknown" {
  key_alias        = "unknown"
  pending_days     = "14"
  rotation_enabled = var.rotate
}

resource "opentelekomcloud_kms_key_v1" "imported" {
  key_alias    = "imported"
  pending_days = "14"
  origin       = "external"
}

resource "opentelekomcloud_kms_key_v1" "perhaps_imported" {
  key_alias    = "perhaps-imported"
  pending_days = "14"
  origin       = var.origin
}

resource "huaweicloud_kms_key" "asymmetric" {
  key_alias     = "asymmetric"
  key_algorithm = "RSA_3072"
  pending_days  = "14"
}

# Rotation of other clouds is a matter of its own.
resource "alicloud_kms_key" "other" {
  pending_window_in_days = 30
}

variable "rotate" {
  type = bool
}

variable "origin" {
  type = string
}
