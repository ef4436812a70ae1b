resource "alicloud_ecs_disk_encryption_by_default" "on" {
  encrypted = = true
}
