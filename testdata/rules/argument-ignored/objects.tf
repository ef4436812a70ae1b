variable "key" {}

variable "optional" {
  default = null
}

resource "opentelekomcloud_obs_bucket_object" "without_encryption" {
  kms_key_id = var.key
}

resource "opentelekomcloud_obs_bucket_object" "off" {
  encryption = false
  kms_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "opentelekomcloud_obs_bucket_object" "optional" {
  kms_key_id = var.optional
}

resource "huaweicloud_obs_bucket_object" "on" {
  encryption = true
  kms_key_id = var.key
}

resource "huaweicloud_obs_bucket_object" "perhaps" {
  encryption = var.key != null
  kms_key_id = var.key
}
