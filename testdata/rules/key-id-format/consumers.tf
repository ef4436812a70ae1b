resource "flexibleengine_blockstorage_volume_v2" "sample" {
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "kms_id"
  }
}

variable "password" {}

resource "huaweicloud_csms_secret" "password" {
  name        = "password"
  secret_text = var.password
  kms_key_id  = "orders"
}

resource "huaweicloud_sfs_turbo" "shared" {
  crypt_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}
