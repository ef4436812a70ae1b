# Secrets that KMS rotates itself, and plain ones that a pipeline writes.

terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud", version = ">= 1.290" }
    random   = { source = "hashicorp/random", version = "~> 3.6" }
  }
}

variable "instance_id" {
  description = "kst- id of the KMS instance"
  type        = string
}

variable "api_token" {
  type      = string
  sensitive = true
  default   = null
}

variable "database" {
  type = object({
    instance_id = string
    account     = optional(string, "app_rw")
    rotation    = optional(string, "168h")
  })
  default = { instance_id = "rm-bp1h4n7q2w9e5r8t3" }
}

resource "alicloud_kms_key" "secrets" {
  description            = "encrypts secrets"
  dkms_instance_id       = var.instance_id
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30
}

resource "random_password" "account" {
  length      = 24
  min_numeric = 2
}

resource "alicloud_kms_secret" "database" {
  secret_name       = "rds/orders/app_rw"
  description       = "two accounts in turn"
  secret_type       = "Rds"
  version_id        = "v1"
  dkms_instance_id  = var.instance_id
  encryption_key_id = alicloud_kms_key.secrets.id
  secret_data = jsonencode({
    Accounts = [
      { AccountName = var.database.account, AccountPassword = random_password.account.result },
    ]
  })
  extended_config = jsonencode({
    SecretSubType = "SingleUser"
    DBInstanceId  = var.database.instance_id
    CustomData    = {}
  })
  enable_automatic_rotation = true
  rotation_interval         = var.database.rotation
  recovery_window_in_days   = 14
}

resource "alicloud_kms_secret" "cache" {
  secret_name       = "redis/session-cache"
  secret_type       = "Redis"
  secret_data       = "$Auto"
  version_id        = "v1"
  dkms_instance_id  = var.instance_id
  encryption_key_id = alicloud_kms_key.secrets.id
  extended_config = jsonencode({
    SecretSubType    = "DoubleUsers"
    AccountName      = "sessions"
    CloneAccountName = "sessions_clone"
    AccountPrivilege = "RoleReadWrite"
    InstanceId       = "r-bp1k6m3x8c5v2b7n4"
    RegionId         = "cn-hangzhou"
    CustomData       = {}
  })
  enable_automatic_rotation     = true
  rotation_interval             = "30d"
  force_delete_without_recovery = false
}

resource "alicloud_kms_secret" "token" {
  count = var.api_token == null ? 0 : 1

  secret_name       = "partner/api-token"
  secret_data       = var.api_token
  secret_data_type  = "text"
  version_id        = substr(sha256(coalesce(var.api_token, "none")), 0, 12)
  dkms_instance_id  = var.instance_id
  encryption_key_id = alicloud_kms_key.secrets.id

  force_delete_without_recovery = true

  lifecycle {
    # The partner's portal writes later versions.
    ignore_changes = [secret_data, version_id]
  }
}
