resource "alicloud_oss_bucket_server_side_encryption" "orders" {
  bucket        = "orders"
  sse_algorithm = "aes-256"
}

resource "alicloud_nas_file_system" "orders" {
  protocol_type = "NFS"
  storage_type  = "Performance"
  encrypt_type  = 3
}

# What the switch says is not allowed, which is all that is said of the key.
resource "alicloud_hbr_vault" "orders" {
  vault_name   = "orders"
  encrypt_type = "kms"
  kms_key_id   = "8e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_polardb_cluster" "orders" {
  tde_status     = "enabled"
  encryption_key = "8e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kvstore_instance" "orders" {
  tde_status = "Disabled"
}

resource "alicloud_oss_bucket" "orders" {
  server_side_encryption_rule {
    sse_algorithm       = "KMS"
    kms_data_encryption = ""
  }
}
