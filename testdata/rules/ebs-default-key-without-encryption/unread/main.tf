# The switch may stand in what could not be read.
resource "alicloud_ecs_disk_default_kms_key" "default" {
  kms_key_id = alicloud_kms_key.disks.id
}
