resource "alicloud_kms_key" "data" {
  pending_window_in_days = 30
}

resource "alicloud_ecs_disk" "data" {
  count      = 14
  size       = 40
  encrypted  = true
  kms_key_id = alicloud_kms_key.data.id
}

resource "alicloud_ecs_disk" "odd" {
  size       = 40
  encrypted  = false
  kms_key_id = alicloud_kms_key.data.id
}

resource "alicloud_oss_bucket_server_side_encryption" "data" {
  count             = 6
  bucket            = "data-${count.index}"
  sse_algorithm     = "KMS"
  kms_master_key_id = alicloud_kms_key.data.id
}
