# New disks are encrypted with a key of our own, in both regions in which machines run.

terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud", version = ">= 1.278.0" }
  }
}

provider "alicloud" {
  alias  = "beijing"
  region = "cn-beijing"
}

provider "alicloud" {
  alias  = "hongkong"
  region = "cn-hongkong"
}

resource "alicloud_kms_key" "beijing" {
  provider = alicloud.beijing

  description            = "disks in Beijing"
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "hongkong" {
  provider = alicloud.hongkong

  description            = "disks in Hong Kong"
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30
}

resource "alicloud_ecs_disk_encryption_by_default" "beijing" {
  provider  = alicloud.beijing
  encrypted = true
}

resource "alicloud_ecs_disk_encryption_by_default" "hongkong" {
  provider  = alicloud.hongkong
  encrypted = true
}

resource "alicloud_ecs_disk_default_kms_key" "beijing" {
  provider   = alicloud.beijing
  kms_key_id = alicloud_kms_key.beijing.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.beijing]
}

resource "alicloud_ecs_disk_default_kms_key" "hongkong" {
  provider   = alicloud.hongkong
  kms_key_id = alicloud_kms_key.hongkong.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.hongkong]
}

data "alicloud_images" "linux" {
  provider   = alicloud.beijing
  name_regex = "^aliyun_3_x64"
  owners     = "system"
}

variable "vswitch_id" { type = string }
variable "security_group_id" { type = string }

variable "data_disks" {
  type = list(object({
    size       = number
    encrypted  = optional(bool, true)
    kms_key_id = optional(string)
  }))
  default = [
    { size = 200 },
    # Scratch space: nothing on it is worth a key.
    { size = 800, encrypted = false },
  ]
}

resource "alicloud_instance" "builder" {
  provider = alicloud.beijing

  instance_type   = "ecs.g7.xlarge"
  image_id        = data.alicloud_images.linux.ids[0]
  vswitch_id      = var.vswitch_id
  security_groups = [var.security_group_id]

  system_disk_category   = "cloud_essd"
  system_disk_encrypted  = true
  system_disk_kms_key_id = alicloud_kms_key.beijing.id

  dynamic "data_disks" {
    for_each = var.data_disks
    content {
      category   = "cloud_essd"
      size       = data_disks.value.size
      encrypted  = data_disks.value.encrypted
      kms_key_id = data_disks.value.encrypted ? coalesce(data_disks.value.kms_key_id, alicloud_kms_key.beijing.id) : null
    }
  }
}
