resource "alicloud_oss_bucket" "orders" {
  server_side_encryption_rule {
    kms_master_key_id = "8e478b7a-4262-4802-b8cb-00d3fb401234"
  }
}

resource "alicloud_oss_bucket_replication" "orders" {
  bucket = "orders"
  encryption_configuration {}
}

resource "opentelekomcloud_obs_bucket" "orders" {
  bucket = "orders"
  server_side_encryption {
    algorithm = "kms"
  }
}
