# Storage and databases of the shop, each with the key of its data class.

variable "vswitch_id" { type = string }
variable "cluster_id" { type = string }

variable "encrypt_cache" {
  type    = bool
  default = true
}

locals {
  name = "shop"
  keys = { for class, key in alicloud_kms_key.class : class => key.id }
}

provider "alicloud" {
  region = "cn-hangzhou"
}

resource "alicloud_kms_key" "class" {
  for_each = toset(["customers", "orders", "public"])

  description            = "${local.name}: ${each.value}"
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30
}

resource "alicloud_oss_bucket" "invoices" {
  bucket = "${local.name}-invoices"

  server_side_encryption_rule {
    sse_algorithm     = "KMS"
    kms_master_key_id = local.keys["orders"]
  }
}

# Readable by everyone, so the service's own keys do.
resource "alicloud_oss_bucket" "pictures" {
  bucket = "${local.name}-pictures"

  server_side_encryption_rule {
    sse_algorithm = "AES256"
  }
}

resource "alicloud_oss_bucket" "exports" {
  bucket = "${local.name}-exports"
}

resource "alicloud_oss_bucket_server_side_encryption" "exports" {
  bucket              = alicloud_oss_bucket.exports.bucket
  sse_algorithm       = "KMS"
  kms_data_encryption = "SM4"
  kms_master_key_id   = local.keys["customers"]
}

resource "alicloud_db_instance" "orders" {
  engine               = "MySQL"
  engine_version       = "8.0"
  instance_type        = "mysql.n2.large.1"
  instance_storage     = 100
  vswitch_id           = var.vswitch_id
  tde_status           = "Enabled"
  encryption_key       = local.keys["orders"]
  role_arn             = "acs:ram::1104557522360071:role/aliyunrdsinstanceencryptiondefaultrole"
  db_instance_category = "HighAvailability"
}

resource "alicloud_redis_tair_instance" "sessions" {
  payment_type   = "PayAsYouGo"
  instance_type  = "tair_rdb"
  instance_class = "tair.rdb.1g"
  zone_id        = "cn-hangzhou-k"
  vswitch_id     = var.vswitch_id
  tde_status     = var.encrypt_cache ? "enabled" : null
  encryption_key = var.encrypt_cache ? local.keys["customers"] : null
}

resource "alicloud_cs_kubernetes_node_pool" "workers" {
  cluster_id            = var.cluster_id
  node_pool_name        = "workers"
  vswitch_ids           = [var.vswitch_id]
  instance_types        = ["ecs.g7.2xlarge"]
  system_disk_category  = "cloud_essd"
  system_disk_encrypted = true
  system_disk_kms_key   = local.keys["orders"]

  data_disks {
    category   = "cloud_essd"
    size       = 120
    encrypted  = "true"
    kms_key_id = local.keys["orders"]
  }
}

resource "alicloud_nas_file_system" "uploads" {
  protocol_type = "NFS"
  storage_type  = "Performance"
  encrypt_type  = 2
  kms_key_id    = local.keys["customers"]
}

resource "alicloud_log_store" "audit" {
  project_name  = local.name
  logstore_name = "audit"

  encrypt_conf {
    enable       = true
    encrypt_type = "sm4_gcm"

    user_cmk_info {
      cmk_key_id = local.keys["customers"]
      arn        = "acs:ram::1104557522360071:role/aliyunlogdefaultrole"
      region_id  = "cn-hangzhou"
    }
  }
}

# The backup service brings a key of its own, which is named by alias.
resource "alicloud_hbr_vault" "nightly" {
  vault_name   = "${local.name}-nightly"
  encrypt_type = "KMS"
  kms_key_id   = "alias/acs/hbr"
}
