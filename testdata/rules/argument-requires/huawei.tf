variable "key" {}

resource "huaweicloud_cts_tracker" "no_bucket" {
  kms_id = var.key
}

resource "huaweicloud_cts_tracker" "bucket" {
  bucket_name = "trails"
  kms_id      = var.key
}

resource "huaweicloud_dms_kafka_instance" "no_switch" {
  disk_encrypted_key = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "huaweicloud_dms_kafka_instance" "no_key" {
  disk_encrypted_enable = true
}

resource "huaweicloud_taurusdb_instance" "no_status" {
  kms_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}
