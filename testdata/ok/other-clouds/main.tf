# Another cloud's keys, whose words are the same.
resource "aws_kms_key" "this" {
  description             = "app"
  deletion_window_in_days = 10
  enable_key_rotation     = true
  key_usage               = "ENCRYPT_DECRYPT"
}

resource "aws_kms_alias" "this" {
  name          = "alias/aws-like/default"
  target_key_id = aws_kms_key.this.key_id
}

resource "google_kms_crypto_key" "this" {
  name            = "app.v1"
  key_ring        = "projects/p/locations/europe-west3/keyRings/ring"
  rotation_period = "7776000s"
}

resource "azurerm_key_vault_key" "this" {
  name         = "app"
  key_vault_id = "vault"
  key_type     = "RSA"
  key_opts     = ["sign", "verify"]
}

resource "tencentcloud_kms_key" "this" {
  alias                = "app key"
  key_rotation_enabled = true
  pending_delete_window_in_days = 3
}

resource "opentelekomcloud_compute_keypair_v2" "this" {
  name = "my key"
}
