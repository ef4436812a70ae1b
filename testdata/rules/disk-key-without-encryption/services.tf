# Keys that nothing is encrypted with: the switch is off, left out, or says something else.
resource "alicloud_disk" "left_out" {
  availability_zone = "cn-hangzhou-k"
  size              = 20
  kms_key_id        = alicloud_kms_key.shop.id
}

resource "alicloud_instance" "web" {
  image_id               = "m-bp1g7004ksh0oeuc4444"
  instance_type          = "ecs.g8i.large"
  system_disk_encrypted  = false
  system_disk_kms_key_id = alicloud_kms_key.shop.id
}

resource "alicloud_launch_template" "web" {
  launch_template_name = "web"
  system_disk {
    kms_key_id = alicloud_kms_key.shop.id
  }
}

resource "alicloud_copy_image" "web" {
  source_image_id  = "m-bp1g7004ksh0oeuc4444"
  source_region_id = "cn-beijing"
  kms_key_id       = alicloud_kms_key.shop.id
}

resource "alicloud_cs_serverless_kubernetes" "jobs" {
  encryption_provider_key = alicloud_kms_key.shop.id
  disable_encryption      = true
}

resource "alicloud_ots_table" "orders" {
  enable_sse   = true
  sse_key_type = "SSE_KMS_SERVICE"
  sse_key_id   = alicloud_kms_key.shop.id
}

resource "alicloud_adb_db_cluster" "reports" {
  kms_id = alicloud_kms_key.shop.id
}

resource "alicloud_gpdb_instance" "warehouse" {
  encryption_key = alicloud_kms_key.shop.id
}

resource "alicloud_polardb_cluster" "orders" {
  encryption_key = alicloud_kms_key.shop.id
}

resource "alicloud_nas_file_system" "files" {
  protocol_type = "NFS"
  storage_type  = "Performance"
  encrypt_type  = 1
  kms_key_id    = alicloud_kms_key.shop.id
}

resource "alicloud_hbr_replication_vault" "backups" {
  encrypt_type = "HBR_PRIVATE"
  kms_key_id   = "alias/backups"
}

resource "alicloud_mongodb_instance" "carts" {
  tde_status     = "disabled"
  encryption_key = alicloud_kms_key.shop.id
}

resource "alicloud_mongodb_instance" "sessions" {
  encrypted                 = false
  cloud_disk_encryption_key = alicloud_kms_key.shop.id
}

resource "alicloud_snapshot_policy" "nightly" {
  copy_encryption_configuration {
    kms_key_id = alicloud_kms_key.shop.id
  }
}

resource "alicloud_kms_key" "shop" {
  description            = "shop"
  pending_window_in_days = 30
}

# Left out, these may be on: an image, or what the service chooses, decides.
resource "alicloud_instance" "silent" {
  image_id               = "m-bp1g7004ksh0oeuc4444"
  instance_type          = "ecs.g8i.large"
  system_disk_kms_key_id = alicloud_kms_key.shop.id
}

resource "alicloud_nas_file_system" "silent" {
  protocol_type = "NFS"
  storage_type  = "Performance"
  kms_key_id    = alicloud_kms_key.shop.id
}

resource "alicloud_mongodb_instance" "silent" {
  encryption_key = alicloud_kms_key.shop.id
}
