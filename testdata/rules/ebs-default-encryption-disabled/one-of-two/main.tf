# Only one of the two is made, whatever the variable says.
resource "alicloud_ecs_disk_encryption_by_default" "off" {
  count     = var.with_key ? 0 : 1
  encrypted = false
}

resource "alicloud_ecs_disk_encryption_by_default" "on" {
  count     = var.with_key ? 1 : 0
  encrypted = true
}

resource "alicloud_ecs_disk_default_kms_key" "disks" {
  count      = var.with_key ? 1 : 0
  kms_key_id = alicloud_kms_key.disks.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.on]
}

resource "alicloud_kms_key" "disks" {
  pending_window_in_days = 30
}

variable "with_key" {
  type = bool
}
