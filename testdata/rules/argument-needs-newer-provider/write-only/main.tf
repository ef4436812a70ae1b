terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "1.289.0"
    }
  }
}

variable "token" {
  type      = string
  sensitive = true
}

resource "alicloud_kms_ciphertext" "token" {
  key_id               = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  plaintext            = null
  plaintext_wo         = var.token
  plaintext_wo_version = 1
}
