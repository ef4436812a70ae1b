resource "opentelekomcloud_kms_key_v1" "disabled" {
  key_alias        = "disabled"
  pending_days     = "14"
  is_enabled       = false
  rotation_enabled = true
}

resource "flexibleengine_kms_key_v1" "disabled" {
  key_alias        = "disabled"
  pending_days     = "14"
  is_enabled       = "false"
  rotation_enabled = "true"
}

resource "opentelekomcloud_kms_key_v1" "neither" {
  key_alias        = "neither"
  pending_days     = "14"
  is_enabled       = false
  rotation_enabled = false
}

resource "opentelekomcloud_kms_key_v1" "both" {
  key_alias        = "both"
  pending_days     = "14"
  is_enabled       = true
  rotation_enabled = true
}

# A key is enabled unless it is said.
resource "opentelekomcloud_kms_key_v1" "unsaid" {
  key_alias        = "unsaid"
  pending_days     = "14"
  rotation_enabled = true
}

resource "opentelekomcloud_kms_key_v1" "perhaps" {
  key_alias        = "perhaps"
  pending_days     = "14"
  is_enabled       = var.enabled
  rotation_enabled = true
}

variable "enabled" {
  type = bool
}
