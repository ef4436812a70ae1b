resource "alicloud_ecs_disk_encryption_by_default" "on" {
  encrypted = true
}

resource "alicloud_ecs_disk_default_kms_key" "first" {
  kms_key_id = alicloud_kms_key.disks.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.on]
}

# Takes the setting from the first, and the other way round at the next apply.
resource "alicloud_ecs_disk_default_kms_key" "second" {
  kms_key_id = alicloud_kms_key.disks.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.on]
}

# Not made, and perhaps not made.
resource "alicloud_ecs_disk_default_kms_key" "never" {
  count      = 0
  kms_key_id = alicloud_kms_key.disks.id
}

resource "alicloud_ecs_disk_default_kms_key" "perhaps" {
  count      = var.third ? 1 : 0
  kms_key_id = alicloud_kms_key.disks.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.on]
}

# Another region.
resource "alicloud_ecs_disk_encryption_by_default" "beijing" {
  provider  = alicloud.beijing
  encrypted = true
}

resource "alicloud_ecs_disk_default_kms_key" "beijing" {
  provider   = alicloud.beijing
  kms_key_id = var.key_in_beijing
  depends_on = [alicloud_ecs_disk_encryption_by_default.beijing]
}

resource "alicloud_kms_key" "disks" {
  pending_window_in_days = 30
}

provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "beijing"
  region = "cn-beijing"
}

variable "third" {
  type = bool
}

variable "key_in_beijing" {
  type = string
}
