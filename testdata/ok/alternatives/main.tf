# Of two that exclude each other only one is ever made. Which, the caller says.

variable "monthly_rotation" {
  description = "whether the rotation service is bought by the year or by use"
  type        = bool
}

variable "encrypt_disks" {
  type = bool
}

provider "alicloud" {
  region = "cn-beijing"
}

resource "alicloud_kms_value_added_service" "yearly" {
  count = var.monthly_rotation ? 0 : 1

  payment_type        = "Subscription"
  value_added_service = "2"
  period              = 1
  renew_status        = "ManualRenewal"
}

resource "alicloud_kms_value_added_service" "by_use" {
  count = var.monthly_rotation ? 1 : 0

  payment_type        = "PayAsYouGo"
  value_added_service = "2"
}

resource "alicloud_kms_key" "disks" {
  count = var.encrypt_disks ? 1 : 0

  pending_window_in_days = 30
}

resource "alicloud_ecs_disk_encryption_by_default" "on" {
  count     = var.encrypt_disks ? 1 : 0
  encrypted = true
}

resource "alicloud_ecs_disk_encryption_by_default" "off" {
  count     = var.encrypt_disks ? 0 : 1
  encrypted = false
}

resource "alicloud_ecs_disk_default_kms_key" "this" {
  count = var.encrypt_disks ? 1 : 0

  kms_key_id = alicloud_kms_key.disks[0].id
  depends_on = [alicloud_ecs_disk_encryption_by_default.on]
}

# Keys of two regions in one account: aliases are unique in their region only.
resource "huaweicloud_kms_key" "reports" {
  for_each = toset(["cn-north-4", "cn-east-3"])

  region           = each.value
  key_alias        = "reports"
  pending_days     = "30"
  rotation_enabled = true
}
