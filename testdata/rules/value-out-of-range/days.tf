resource "opentelekomcloud_kms_key_v1" "short" {
  key_alias    = "short"
  pending_days = "6"
}

resource "opentelekomcloud_kms_key_v1" "shortest" {
  key_alias    = "shortest"
  pending_days = 7
}

resource "huaweicloud_kms_key" "longest" {
  key_alias         = "longest"
  pending_days      = "1096"
  rotation_enabled  = true
  rotation_interval = 365
}

resource "huaweicloud_kms_key" "long" {
  key_alias         = "long"
  pending_days      = 1097
  rotation_enabled  = true
  rotation_interval = 366
}

resource "flexibleengine_kms_key_v1" "fast" {
  key_alias         = "fast"
  rotation_enabled  = true
  rotation_interval = 29
}

resource "flexibleengine_kms_key_v1" "fastest" {
  key_alias         = "fastest"
  rotation_enabled  = true
  rotation_interval = "30"
}
