resource "alicloud_ecs_disk_encryption_by_default" "e" {
  encrypted = true
}

resource "alicloud_ecs_disk_default_kms_key" "k" {
  kms_key_id = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  depends_on = [alicloud_ecs_disk_encryption_by_default.e]
}
