variable "key" {}

resource "huaweicloud_kms_data_encrypt_decrypt" "without_text" {
  key_id = var.key
  action = "encrypt"
}

resource "huaweicloud_kms_data_encrypt_decrypt" "read" {
  action      = "decrypt"
  cipher_text = var.key
}

resource "huaweicloud_csms_secret" "empty" {
  name = "empty"
}

resource "huaweicloud_csms_secret" "binary" {
  name          = "binary"
  secret_binary = var.key
}

resource "huaweicloud_cce_cluster" "without_key" {
  encryption_config {
    mode = "KMS"
  }
}

resource "huaweicloud_cce_cluster" "default" {
  encryption_config {
    mode = "Default"
  }
}

resource "huaweicloud_kms_key_replicate" "nowhere" {
  key_id    = var.key
  key_alias = "orders"
}
