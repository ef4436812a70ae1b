terraform {
  required_providers {
    huaweicloud = {
      source  = "huaweicloud/huaweicloud"
      version = "~> 1.74.0"
    }
    flexibleengine = {
      source  = "FlexibleEngineCloud/flexibleengine"
      version = "~> 1.29.0"
    }
    opentelekomcloud = {
      source  = "opentelekomcloud/opentelekomcloud"
      version = ">= 1.29.6"
    }
  }
}

variable "key" {}

# The first version with it is 1.75.0.
resource "huaweicloud_kms_alias" "orders" {
  key_id = var.key
  alias  = "alias/orders"
}

# The first version with the block is 1.76.5, with the resource a much older one.
resource "huaweicloud_cce_cluster" "orders" {
  name = "orders"

  encryption_config {
    mode       = "KMS"
    kms_key_id = var.key
  }
}

# All of it is older.
resource "huaweicloud_kms_key" "orders" {
  key_alias         = "orders"
  key_usage         = "ENCRYPT_DECRYPT"
  rotation_enabled  = true
  rotation_interval = 30
}

resource "flexibleengine_kms_key_v1" "orders" {
  key_alias        = "orders"
  rotation_enabled = true
}

resource "flexibleengine_kms_grant" "orders" {
  key_id            = var.key
  grantee_principal = "2e84afb9a500c43a326fd55688bd2bc6"
  operations        = ["describe-key"]
}

# 1.29.6 is allowed, and does not have the first two.
resource "opentelekomcloud_kms_key_v1" "orders" {
  key_alias             = "orders"
  rotation_enabled      = true
  allow_cancel_deletion = true
  tags                  = { team = "orders" }
}

resource "opentelekomcloud_kms_key_v1" "escrow" {
  key_alias = "escrow"
  origin    = "external"
}

resource "opentelekomcloud_obs_bucket" "orders" {
  bucket = "orders"

  server_side_encryption {
    algorithm      = "kms"
    kms_key_id     = var.key
    kms_project_id = "0970dd7a1300f5672ff2c003c60ae115"
  }
}

resource "opentelekomcloud_cce_node_pool_v3" "orders" {
  root_volume {
    kms_id = var.key
  }

  data_volumes {
    kms_id = var.key
  }
}
