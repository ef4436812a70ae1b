# One key for each way in which keys are used here, from the everyday one to the one that is on its way out.

terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud", version = ">= 1.290.0" }
  }
}

variable "hardware" {
  type    = bool
  default = false
}

variable "retire_legacy_key" {
  type    = bool
  default = false
}

# Default key store: rotated once a year, which is all that it offers.
resource "alicloud_kms_key" "documents" {
  description            = "documents at rest"
  key_spec               = "Aliyun_AES_256"
  key_usage              = "ENCRYPT/DECRYPT"
  origin                 = "Aliyun_KMS"
  protection_level       = "SOFTWARE"
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 90
  status                 = "Enabled"

  deletion_protection             = "Enabled"
  deletion_protection_description = "ten years of invoices"

  tags = {
    retention = "10y"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Signs release artefacts; asymmetric keys are versioned by hand.
resource "alicloud_kms_key" "releases" {
  description            = "release signatures"
  key_spec               = "EC_P256"
  key_usage              = "SIGN/VERIFY"
  pending_window_in_days = 366
}

resource "alicloud_kms_key_version" "releases" {
  key_id = alicloud_kms_key.releases.id
}

resource "alicloud_kms_key" "exchange" {
  description            = "partners encrypt for us with the public half"
  key_spec               = "RSA_3072"
  key_usage              = "ENCRYPT/DECRYPT"
  pending_window_in_days = 30
}

# Key material comes from the bank's own device.
resource "alicloud_kms_key" "bank" {
  description            = "card numbers"
  origin                 = "EXTERNAL"
  protection_level       = var.hardware ? "HSM" : "SOFTWARE"
  automatic_rotation     = "Disabled"
  pending_window_in_days = 30
}

# What is left of the first platform. It is disabled first and destroyed a quarter later.
resource "alicloud_kms_key" "legacy" {
  description            = "first platform"
  status                 = var.retire_legacy_key ? "Disabled" : "Enabled"
  automatic_rotation     = var.retire_legacy_key ? "Disabled" : "Enabled"
  rotation_interval      = var.retire_legacy_key ? null : "365d"
  pending_window_in_days = 7
  deletion_protection    = var.retire_legacy_key ? "Disabled" : "Enabled"
}

locals {
  aliases = {
    documents = alicloud_kms_key.documents.id
    releases  = alicloud_kms_key.releases.id
    exchange  = alicloud_kms_key.exchange.id
  }
}

resource "alicloud_kms_alias" "this" {
  for_each = local.aliases

  alias_name = "alias/platform/${each.key}"
  key_id     = each.value
}

resource "alicloud_kms_ciphertext" "bootstrap" {
  key_id    = alicloud_kms_key.documents.key_id
  plaintext = file("${path.root}/.bootstrap-token")

  encryption_context = {
    purpose = "bootstrap"
  }
}

data "alicloud_kms_plaintext" "bootstrap" {
  ciphertext_blob    = alicloud_kms_ciphertext.bootstrap.ciphertext_blob
  encryption_context = { purpose = "bootstrap" }
}
