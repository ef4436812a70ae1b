# One of plaintext and plaintext_wo is needed.
resource "alicloud_kms_ciphertext" "neither" {
  key_id = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_ciphertext" "write_only" {
  key_id               = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  plaintext_wo         = var.token
  plaintext_wo_version = 1
}

variable "token" {
  type      = string
  sensitive = true
}
