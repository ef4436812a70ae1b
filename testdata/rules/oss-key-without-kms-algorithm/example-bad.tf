resource "alicloud_oss_bucket" "logs" {
  bucket = "logs"
  server_side_encryption_rule {
    sse_algorithm     = "AES256"
    kms_master_key_id = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  }
}
