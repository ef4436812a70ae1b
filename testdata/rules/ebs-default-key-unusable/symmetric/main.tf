resource "alicloud_ecs_disk_encryption_by_default" "on" {
  encrypted = true
}

resource "alicloud_ecs_disk_default_kms_key" "disks" {
  kms_key_id = alicloud_kms_key.disks.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.on]
}

resource "alicloud_kms_key" "disks" {
  key_spec = "Aliyun_SM4"

  pending_window_in_days = 30
}
