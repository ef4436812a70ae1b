resource "alicloud_ecs_disk_encryption_by_default" "e" {
  encrypted = true
}

resource "alicloud_kms_key" "k" {
  status                 = "Enabled"
  pending_window_in_days = 30
}

resource "alicloud_ecs_disk_default_kms_key" "d" {
  kms_key_id = alicloud_kms_key.k.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.e]
}
