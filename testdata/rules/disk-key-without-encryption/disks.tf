# Without the switch, or with the switch off.
resource "alicloud_ecs_disk" "written" {
  zone_id    = "cn-hangzhou-k"
  size       = 40
  kms_key_id = alicloud_kms_key.disks.id
}

resource "alicloud_ecs_disk" "off" {
  zone_id    = "cn-hangzhou-k"
  size       = 40
  encrypted  = false
  kms_key_id = alicloud_kms_key.disks.id
}

# Beside it: encrypted, perhaps encrypted, without a key.
resource "alicloud_ecs_disk" "on" {
  zone_id    = "cn-hangzhou-k"
  size       = 40
  encrypted  = true
  kms_key_id = alicloud_kms_key.disks.id
}

resource "alicloud_ecs_disk" "unknown" {
  zone_id    = "cn-hangzhou-k"
  size       = 40
  encrypted  = var.encrypted
  kms_key_id = alicloud_kms_key.disks.id
}

resource "alicloud_ecs_disk" "perhaps_without_key" {
  zone_id    = "cn-hangzhou-k"
  size       = 40
  kms_key_id = var.key
}

resource "alicloud_ecs_disk" "plain" {
  zone_id    = "cn-hangzhou-k"
  size       = 40
  encrypted  = false
  kms_key_id = ""
}

# Each disk of a machine has a switch of its own.
resource "alicloud_instance" "machine" {
  image_id               = "debian_12_6_x64_20G_alibase_20240711.vhd"
  instance_type          = "ecs.g8i.large"
  security_groups        = ["sg-bp1b2c3d4e5f6g7h8i9j"]
  vswitch_id             = "vsw-bp1e6h8j0l2n4p6r8t0v2"
  system_disk_encrypted  = true
  system_disk_kms_key_id = alicloud_kms_key.disks.id
  data_disks {
    size       = 40
    kms_key_id = alicloud_kms_key.disks.id
  }
  data_disks {
    size       = 40
    encrypted  = true
    kms_key_id = alicloud_kms_key.disks.id
  }
}

resource "alicloud_kms_key" "disks" {
  pending_window_in_days = 30
}

# It may be null.
variable "key" {
  type = string
}

variable "encrypted" {
  type = bool
}
