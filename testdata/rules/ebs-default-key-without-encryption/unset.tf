resource "alicloud_ecs_disk_encryption_by_default" "this" {}

resource "alicloud_ecs_disk_default_kms_key" "this" {
  kms_key_id = "8e478b7a-4262-4802-b8cb-00d3fb401234"
  depends_on = [alicloud_ecs_disk_encryption_by_default.this]
}
