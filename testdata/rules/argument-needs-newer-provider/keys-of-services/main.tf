# Each of these is one version too old.
terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "1.176.0"
    }
  }
}

resource "alicloud_instance" "web" {
  image_id               = "m-bp1g7004ksh0oeuc4444"
  instance_type          = "ecs.g8i.large"
  system_disk_encrypted  = true
  system_disk_kms_key_id = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_alikafka_instance" "orders" {
  kms_key_id = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

# These are in that version.
resource "alicloud_ecs_instance_set" "workers" {
  data_disks {
    encrypted  = true
    kms_key_id = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  }
}

resource "alicloud_kms_key" "shop" {
  description            = "shop"
  key_spec               = "Aliyun_AES_256"
  origin                 = "Aliyun_KMS"
  pending_window_in_days = 30
}

# This is not.
resource "alicloud_kms_key" "tagged" {
  description            = "shop"
  pending_window_in_days = 30
  tags                   = { team = "shop" }
}
