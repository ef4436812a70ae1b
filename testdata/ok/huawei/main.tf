terraform {
  required_providers {
    huaweicloud = {
      source  = "huaweicloud/huaweicloud"
      version = ">= 1.75.0"
    }
  }
}

variable "project_id" { type = string }

variable "database_password" {
  type      = string
  sensitive = true
}

variable "payroll_user" {
  type    = string
  default = "2e84afb9a500c43a326fd55688bd2bc6"
}

provider "huaweicloud" {
  region = "ap-southeast-3"
}

data "huaweicloud_kms_key" "obs" {
  key_alias        = "obs/default"
  default_key_flag = "1"
}

resource "huaweicloud_kms_key" "payroll" {
  key_alias         = "payroll"
  key_description   = "Payroll runs"
  key_algorithm     = "AES_256"
  key_usage         = "ENCRYPT_DECRYPT"
  pending_days      = "30"
  rotation_enabled  = true
  rotation_interval = 100

  tags = {
    "data.class" = "personal data"
  }
}

resource "huaweicloud_kms_key" "releases" {
  key_alias     = "releases"
  key_algorithm = "EC_P384"
  key_usage     = "SIGN_VERIFY"
  pending_days  = "1096"
}

resource "huaweicloud_kms_key" "tokens" {
  key_alias     = "tokens"
  key_algorithm = "HMAC_512"
  key_usage     = "GENERATE_VERIFY_MAC"
  pending_days  = "7"
}

resource "huaweicloud_kms_key" "escrow" {
  key_alias    = "escrow"
  origin       = "external"
  pending_days = "7"
}

resource "huaweicloud_kms_alias" "payroll" {
  for_each = toset(["payroll/current", "payroll/2026"])

  key_id = huaweicloud_kms_key.payroll.id
  alias  = "alias/${each.value}"
}

resource "huaweicloud_kms_grant" "payroll" {
  key_id            = huaweicloud_kms_key.payroll.id
  type              = "user"
  name              = "payroll:run/1"
  grantee_principal = var.payroll_user
  operations        = ["create-datakey", "decrypt-datakey", "encrypt-data", "decrypt-data", "describe-key"]
}

# The auditors may hand their leave back.
resource "huaweicloud_kms_grant" "audit" {
  key_id             = huaweicloud_kms_key.payroll.id
  name               = "2026:audit"
  grantee_principal  = "7c44a1b6d8be4c1a9c7b0d4a5e6f7a8b"
  retiring_principal = var.payroll_user
  operations         = ["describe-key", "decrypt-data"]
}

resource "huaweicloud_evs_volume" "payroll" {
  name              = "payroll"
  volume_type       = "SSD"
  size              = 100
  availability_zone = "ap-southeast-3a"
  kms_id            = huaweicloud_kms_key.payroll.id
}

resource "huaweicloud_obs_bucket" "slips" {
  bucket        = "payroll-slips"
  encryption    = true
  sse_algorithm = "kms"
  kms_key_id    = huaweicloud_kms_key.payroll.id
}

resource "huaweicloud_csms_secret" "database" {
  name        = "payroll-database"
  secret_text = jsonencode({ host = "10.0.3.7", user = "payroll", password = var.database_password })
  kms_key_id  = data.huaweicloud_kms_key.obs.key_id
}
