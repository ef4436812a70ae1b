resource "alicloud_oss_bucket" "another_algorithm" {
  bucket = "another-algorithm"
  server_side_encryption_rule {
    sse_algorithm     = "AES256"
    kms_master_key_id = alicloud_kms_key.buckets.id
  }
}

resource "alicloud_oss_bucket" "kms" {
  bucket = "kms"
  server_side_encryption_rule {
    sse_algorithm     = "KMS"
    kms_master_key_id = alicloud_kms_key.buckets.id
  }
}

resource "alicloud_oss_bucket" "unknown" {
  bucket = "unknown"
  server_side_encryption_rule {
    sse_algorithm     = var.algorithm
    kms_master_key_id = alicloud_kms_key.buckets.id
  }
}

resource "alicloud_oss_bucket" "without_key" {
  bucket = "without-key"
  server_side_encryption_rule {
    sse_algorithm     = "AES256"
    kms_master_key_id = ""
  }
}

# A resource of its own for the same thing.
resource "alicloud_oss_bucket_server_side_encryption" "another_algorithm" {
  bucket            = "another-algorithm"
  sse_algorithm     = "AES256"
  kms_master_key_id = alicloud_kms_key.buckets.id
}

resource "alicloud_oss_bucket_server_side_encryption" "kms" {
  bucket            = "kms"
  sse_algorithm     = "KMS"
  kms_master_key_id = alicloud_kms_key.buckets.id
}

resource "alicloud_kms_key" "buckets" {
  pending_window_in_days = 30
}

variable "algorithm" {
  type = string
}
