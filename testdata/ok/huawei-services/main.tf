# The services of a laboratory that encrypt with keys of their own.

terraform {
  required_providers {
    huaweicloud = {
      source  = "huaweicloud/huaweicloud"
      version = ">= 1.95.0"
    }
  }
}

provider "huaweicloud" {
  region = "cn-north-4"
}

variable "network" {
  type = object({ vpc_id = string, subnet_id = string, security_group_id = string })
}

variable "backups_encrypted" {
  type    = bool
  default = true
}

resource "huaweicloud_kms_key" "lab" {
  key_alias        = "lab"
  key_algorithm    = "SM4"
  pending_days     = "30"
  rotation_enabled = true
}

# The name in new systems, and the one that is moved with the next release.
resource "huaweicloud_kms_alias" "lab" {
  key_id           = huaweicloud_kms_key.lab.id
  alias            = "alias/lab"
  enable_force_new = "true"
}

resource "huaweicloud_kms_alias_associate" "current" {
  target_key_id = huaweicloud_kms_key.lab.id
  alias         = "alias/lab"
}

resource "huaweicloud_kms_key" "receipts" {
  key_alias     = "receipts"
  key_algorithm = "ED25519"
  key_usage     = "SIGN_VERIFY"
  pending_days  = "30"
}

resource "huaweicloud_kms_key_replicate" "south" {
  for_each = toset(["cn-south-1", "cn-east-3"])

  key_id             = huaweicloud_kms_key.receipts.id
  replica_region     = each.key
  replica_project_id = "0970dd7a1300f5672ff2c003c60ae115"
  key_alias          = "receipts"
  enable_force_new   = true
}

resource "huaweicloud_kms_sign" "receipt" {
  key_id            = huaweicloud_kms_key.receipts.id
  message           = filebase64("${path.module}/receipt.txt")
  message_type      = "RAW"
  signing_algorithm = "ED25519_SHA_512"
}

resource "huaweicloud_kms_datakey_without_plaintext" "samples" {
  key_id         = huaweicloud_kms_key.lab.id
  datakey_length = "8192"
}

resource "huaweicloud_kms_ec_datakey_pair" "devices" {
  key_id          = huaweicloud_kms_key.lab.id
  key_spec        = "ECC_SECG_P256K1"
  with_plain_text = false
}

resource "huaweicloud_cce_cluster" "lab" {
  name                   = "lab"
  flavor_id              = "cce.s2.small"
  vpc_id                 = var.network.vpc_id
  subnet_id              = var.network.subnet_id
  container_network_type = "overlay_l2"

  encryption_config {
    mode       = "KMS"
    kms_key_id = huaweicloud_kms_key.lab.id
  }
}

resource "huaweicloud_cce_node_pool" "lab" {
  cluster_id         = huaweicloud_cce_cluster.lab.id
  name               = "lab"
  initial_node_count = 2
  flavor_id          = "s6.large.2"

  root_volume {
    size       = 40
    volumetype = "SSD"
    kms_key_id = huaweicloud_kms_key.lab.id
  }

  data_volumes {
    size       = 100
    volumetype = "SSD"
    kms_key_id = huaweicloud_kms_key.lab.id
  }
}

resource "huaweicloud_css_cluster" "search" {
  name           = "search"
  engine_version = "7.10.2"

  disk_encryption {
    system_encrypted = "1"
    system_cmk_id    = huaweicloud_kms_key.lab.id
  }
}

resource "huaweicloud_dms_kafka_instance" "events" {
  name                  = "events"
  disk_encrypted_enable = true
  disk_encrypted_key    = huaweicloud_kms_key.lab.id
}

resource "huaweicloud_taurusdb_instance" "orders" {
  name              = "orders"
  encryption_status = var.backups_encrypted ? "ON" : "OFF"
  encryption_type   = "kms"
  kms_key_id        = huaweicloud_kms_key.lab.id
}

resource "huaweicloud_gaussdb_instance" "archive" {
  name               = "archive"
  disk_encryption_id = huaweicloud_kms_key.lab.id

  kms_tde_switch {
    kms_tde_key_id   = huaweicloud_kms_key.lab.id
    kms_project_name = "cn-north-4"
    kms_tde_status   = "on"
  }
}

resource "huaweicloud_obs_bucket" "plain" {
  bucket        = "lab-public"
  encryption    = true
  sse_algorithm = "AES256"
}

resource "huaweicloud_obs_bucket" "results" {
  bucket              = "lab-results"
  encryption          = true
  kms_key_id          = huaweicloud_kms_key.lab.id
  kms_key_project_id  = "0970dd7a1300f5672ff2c003c60ae115"
  kms_data_encryption = "SM4"
}

resource "huaweicloud_evsv3_volume" "scratch" {
  availability_zone = "cn-north-4a"
  volume_type       = "SSD"
  size              = 10

  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = huaweicloud_kms_key.lab.id
  }
}

resource "huaweicloud_sfs_file_system" "shared" {
  name = "shared"
  size = 100

  metadata = {
    "#sfs_crypt_key_id"    = huaweicloud_kms_key.lab.id
    "#sfs_crypt_domain_id" = huaweicloud_kms_key.lab.domain_id
    "#sfs_crypt_alias"     = huaweicloud_kms_key.lab.key_alias
  }
}

resource "huaweicloud_compute_os_change" "node" {
  cloud_init_installed = "true"
  server_id            = "b0a9d2b4-2cae-4b66-a6ba-6af70f3bd7f8"

  os_change {
    image_id = "1189efbf-d48b-46ad-a823-94b942e2a000"

    metadata {
      __system__encrypted = "1"
      __system__cmkid     = huaweicloud_kms_key.lab.id
    }
  }
}

data "huaweicloud_kms_keys" "asymmetric" {
  key_algorithm = "ALL"
  key_state     = "2"
}

data "huaweicloud_kms_public_key" "receipts" {
  key_id = huaweicloud_kms_key.receipts.id
}

data "huaweicloud_csms_secrets" "enabled" {
  status = "ENABLED"
}
