variable "key" {}

variable "encrypted" {
  type = bool
}

resource "huaweicloud_obs_bucket" "without" {
  bucket     = "without"
  kms_key_id = var.key
}

resource "huaweicloud_obs_bucket" "keyless_algorithm" {
  bucket        = "keyless-algorithm"
  encryption    = true
  sse_algorithm = "AES256"
  kms_key_id    = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "huaweicloud_obs_bucket" "with" {
  bucket     = "with"
  encryption = true
  kms_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "huaweicloud_obs_bucket" "perhaps" {
  bucket     = "perhaps"
  encryption = var.encrypted
  kms_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "flexibleengine_obs_bucket" "off" {
  bucket     = "off"
  encryption = false
  kms_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "huaweicloud_css_cluster" "off" {
  disk_encryption {
    system_encrypted = "0"
    system_cmk_id    = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  }
}

resource "huaweicloud_css_cluster" "on" {
  disk_encryption {
    system_encrypted = 1
    system_cmk_id    = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  }
}

resource "huaweicloud_dms_rabbitmq_instance" "off" {
  disk_encrypted_enable = false
  disk_encrypted_key    = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "opentelekomcloud_dms_dedicated_instance_v2" "off" {
  disk_encrypted_enable = false
  disk_encrypted_key    = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "opentelekomcloud_dms_dedicated_instance_v2" "on" {
  disk_encrypted_enable = true
  disk_encrypted_key    = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "huaweicloud_taurusdb_instance" "off" {
  encryption_status = "OFF"
  kms_key_id        = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "huaweicloud_ges_graph" "without" {
  encryption {
    master_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  }
}

resource "huaweicloud_kps_keypair" "without" {
  name       = "without"
  kms_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "huaweicloud_kps_keypair" "with" {
  name            = "with"
  encryption_type = "kms"
  kms_key_id      = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "huaweicloud_compute_os_reinstall" "off" {
  os_reinstall {
    metadata {
      __system__encrypted = "0"
      __system__cmkid     = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
    }
  }
}

resource "huaweicloud_compute_os_reinstall" "on" {
  os_reinstall {
    metadata {
      __system__encrypted = "1"
      __system__cmkid     = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
    }
  }
}
