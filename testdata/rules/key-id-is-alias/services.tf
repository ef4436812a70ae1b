# An alias where its page names an id, and where it takes both or says nothing.
resource "alicloud_disk" "data" {
  availability_zone = "cn-hangzhou-k"
  size              = 20
  encrypted         = true
  kms_key_id        = "alias/disks"
}

resource "alicloud_ots_table" "orders" {
  enable_sse   = true
  sse_key_type = "SSE_BYOK"
  sse_key_id   = "alias/orders"
}

resource "alicloud_hbr_replication_vault" "backups" {
  encrypt_type = "KMS"
  kms_key_id   = "alias/backups"
}

resource "alicloud_oos_secret_parameter" "token" {
  key_id = "alias/tokens"
}

resource "alicloud_kms_key_version" "orders" {
  key_id = "alias/orders"
}

resource "alicloud_kms_ciphertext" "token" {
  key_id    = "alias/orders"
  plaintext = "dG9rZW4="
}
