terraform {
  required_providers {
    huaweicloud = {
      source  = "huaweicloud/huaweicloud"
      version = "~> 1.90.0"
    }
  }
}

variable "key" {}

resource "huaweicloud_kms_grant" "audit" {
  key_id              = var.key
  grantee_principal   = "2e84afb9a500c43a326fd55688bd2bc6"
  retiring_principals = "7c44a1b6d8be4c1a9c7b0d4a5e6f7a8b"
  operations          = ["describe-key"]
}

resource "huaweicloud_kms_grant" "handed_back" {
  key_id             = var.key
  grantee_principal  = "2e84afb9a500c43a326fd55688bd2bc6"
  retiring_principal = "7c44a1b6d8be4c1a9c7b0d4a5e6f7a8b"
  operations         = ["describe-key"]
}

resource "huaweicloud_kms_sign" "receipt" {
  key_id            = var.key
  message           = "aGVsbG8="
  signing_algorithm = "ECDSA_SHA_256"
  signature         = "c2lnbg=="
}

resource "huaweicloud_csms_secret" "database" {
  name          = "database"
  secret_string = var.key
}

data "huaweicloud_kms_keys" "all" {
  key_spec = "ALL"
}

resource "flexibleengine_kms_key_v1" "survey" {
  key_alias = "survey"
  region    = "eu-west-0"
}
