# One region, and one key for each of two teams.
resource "alicloud_ecs_disk_encryption_by_default" "on" {
  encrypted = true
}

resource "alicloud_ecs_disk_default_kms_key" "teams" {
  for_each   = alicloud_kms_key.team
  kms_key_id = each.value.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.on]
}

resource "alicloud_kms_key" "team" {
  for_each               = toset(["orders", "stock"])
  pending_window_in_days = 30
}
