# Only one of the two.
resource "alicloud_kms_ciphertext" "both" {
  key_id               = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  plaintext            = "dG9rZW4="
  plaintext_wo         = "dG9rZW4="
  plaintext_wo_version = 1
}

resource "alicloud_kms_ciphertext" "one" {
  key_id               = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  plaintext_wo         = "dG9rZW4="
  plaintext_wo_version = 1
}

resource "alicloud_mongodb_instance" "carts" {
  encryption_key            = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  cloud_disk_encryption_key = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}
