# Off, in the region of the first key.
resource "alicloud_ecs_disk_encryption_by_default" "hangzhou" {
  encrypted = false
}

resource "alicloud_ecs_disk_default_kms_key" "hangzhou" {
  kms_key_id = alicloud_kms_key.disks.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.hangzhou]
}

# Off in a region that has no default key.
resource "alicloud_ecs_disk_encryption_by_default" "shanghai" {
  provider  = alicloud.shanghai
  encrypted = false
}

# On, and perhaps off.
resource "alicloud_ecs_disk_encryption_by_default" "beijing" {
  provider  = alicloud.beijing
  encrypted = true
}

resource "alicloud_ecs_disk_default_kms_key" "beijing" {
  provider   = alicloud.beijing
  kms_key_id = alicloud_kms_key.beijing.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.beijing]
}

resource "alicloud_ecs_disk_encryption_by_default" "shenzhen" {
  provider  = alicloud.shenzhen
  encrypted = var.encrypted
}

resource "alicloud_ecs_disk_default_kms_key" "shenzhen" {
  provider   = alicloud.shenzhen
  kms_key_id = alicloud_kms_key.shenzhen.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.shenzhen]
}

resource "alicloud_kms_key" "disks" {
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "beijing" {
  provider               = alicloud.beijing
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "shenzhen" {
  provider               = alicloud.shenzhen
  pending_window_in_days = 30
}

provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "shanghai"
  region = "cn-shanghai"
}

provider "alicloud" {
  alias  = "beijing"
  region = "cn-beijing"
}

provider "alicloud" {
  alias  = "shenzhen"
  region = "cn-shenzhen"
}

variable "encrypted" {
  type = bool
}
