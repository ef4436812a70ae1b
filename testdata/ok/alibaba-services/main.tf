# Every service with a key, and encryption on.
terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "1.289.0"
    }
  }
}

resource "alicloud_kms_key" "shop" {
  description            = "shop"
  pending_window_in_days = 30
}

resource "alicloud_disk" "data" {
  availability_zone = "cn-hangzhou-k"
  size              = 20
  encrypted         = true
  kms_key_id        = alicloud_kms_key.shop.id
}

# The image decides whether the system disk is encrypted.
resource "alicloud_instance" "web" {
  image_id               = "m-bp1g7004ksh0oeuc4444"
  instance_type          = "ecs.g8i.large"
  system_disk_kms_key_id = alicloud_kms_key.shop.id
}

resource "alicloud_launch_template" "web" {
  launch_template_name = "web"
  system_disk {
    encrypted  = true
    kms_key_id = alicloud_kms_key.shop.id
  }
}

resource "alicloud_copy_image" "web" {
  source_image_id  = "m-bp1g7004ksh0oeuc4444"
  source_region_id = "cn-beijing"
  encrypted        = true
  kms_key_id       = alicloud_kms_key.shop.id
}

resource "alicloud_cs_serverless_kubernetes" "jobs" {
  encryption_provider_key = alicloud_kms_key.shop.id
  disable_encryption      = false
}

resource "alicloud_ens_instance" "edge" {
  data_disk {
    size           = 20
    encrypted      = true
    encrypt_key_id = alicloud_kms_key.shop.id
  }
}

resource "alicloud_oss_bucket_inventory" "shop" {
  bucket = "shop"
  destination {
    oss_bucket_destination {
      encryption {
        ssekms {
          key_id = alicloud_kms_key.shop.id
        }
      }
    }
  }
}

resource "alicloud_ots_table" "orders" {
  enable_sse   = true
  sse_key_type = "SSE_BYOK"
  sse_key_id   = alicloud_kms_key.shop.id
}

resource "alicloud_adb_db_cluster" "reports" {
  disk_encryption = true
  kms_id          = alicloud_kms_key.shop.id
}

resource "alicloud_amqp_instance" "orders" {
  encrypted_instance = true
  kms_key_id         = alicloud_kms_key.shop.id
}

# A key of the service, and none any more.
resource "alicloud_db_instance" "orders" {
  for_each       = toset(["ServiceKey", "disabled"])
  engine         = "PostgreSQL"
  encryption_key = each.value
}

# What is not set is left to the service.
resource "alicloud_nas_file_system" "files" {
  protocol_type = "NFS"
  storage_type  = "Performance"
  kms_key_id    = alicloud_kms_key.shop.id
}

resource "alicloud_hbr_vault" "backups" {
  vault_name   = "shop"
  encrypt_type = "KMS"
  kms_key_id   = "alias/acs/acm"
}

resource "alicloud_kms_key_version" "shop" {
  key_id = "alias/shop"
}

data "alicloud_kms_key_versions" "shop" {
  key_id = "alias/shop"
}
