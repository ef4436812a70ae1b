# One KMS instance in the security account; workload accounts reach it from their own VPCs, which they share.

terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = ">= 1.290.0, < 2.0.0"
    }
  }
}

variable "workloads" {
  type = map(object({
    account_id = string
    vpc_id     = string
    vswitch_id = string
    zone_id    = optional(string, "cn-shanghai-l")
  }))
}

variable "spare_associations" {
  description = "associations that are bought ahead of need"
  type        = number
  default     = 2
}

locals {
  region = "cn-shanghai"
  # Workloads that gave up their VPC stay in the list until their account is closed.
  active = { for name, workload in var.workloads : name => workload if workload.vpc_id != "" }
}

provider "alicloud" {
  region = local.region

  assume_role {
    role_arn     = "acs:ram::1674526065493324:role/kms-admin"
    session_name = "terraform"
  }
}

data "alicloud_account" "security" {}

resource "alicloud_vpc" "security" {
  vpc_name   = "security"
  cidr_block = "172.16.0.0/16"
}

resource "alicloud_vswitch" "security" {
  for_each = {
    "cn-shanghai-l" = "172.16.1.0/24"
    "cn-shanghai-m" = "172.16.2.0/24"
  }

  vpc_id     = alicloud_vpc.security.id
  zone_id    = each.key
  cidr_block = each.value
}

resource "alicloud_kms_instance" "shared" {
  instance_name   = "security-shared"
  product_version = "3"
  payment_type    = "Subscription"
  period          = 36
  renew_status    = "ManualRenewal"
  spec            = 2000
  key_num         = 5000
  secret_num      = 500
  vpc_num         = 1 + length(local.active) + var.spare_associations

  vpc_id      = alicloud_vpc.security.id
  zone_ids    = ["cn-shanghai-l", "cn-shanghai-m"]
  vswitch_ids = [alicloud_vswitch.security["cn-shanghai-l"].id]

  dynamic "bind_vpcs" {
    for_each = local.active
    iterator = workload

    content {
      vpc_id       = workload.value.vpc_id
      vswitch_id   = workload.value.vswitch_id
      region_id    = local.region
      vpc_owner_id = workload.value.account_id
    }
  }

  tags = {
    owner      = "security"
    costCentre = "4711"
  }

  lifecycle {
    prevent_destroy = true
    # Renewals are done in the billing console.
    ignore_changes = [renew_status, period]
  }
}

resource "alicloud_resource_manager_resource_share" "vswitches" {
  resource_share_name = "kms-endpoints"

  dynamic "resources" {
    for_each = local.active
    content {
      resource_id   = resources.value.vswitch_id
      resource_type = "VSwitch"
    }
  }
}

resource "alicloud_kms_key" "workload" {
  for_each = local.active

  description            = "envelope key of ${each.key} (${each.value.account_id})"
  dkms_instance_id       = alicloud_kms_instance.shared.id
  key_spec               = "Aliyun_AES_256"
  key_usage              = "ENCRYPT/DECRYPT"
  automatic_rotation     = "Enabled"
  rotation_interval      = "180d"
  pending_window_in_days = 60
  deletion_protection    = "Enabled"

  deletion_protection_description = "data of ${each.key} is unreadable without it"

  policy = jsonencode({
    Version = "1"
    Statement = [
      {
        Sid       = "administrators"
        Effect    = "Allow"
        Principal = { RAM = ["acs:ram::${data.alicloud_account.security.id}:*"] }
        Action    = ["kms:*"]
        Resource  = ["*"]
      },
      {
        Sid       = "workload"
        Effect    = "Allow"
        Principal = { RAM = ["acs:ram::${each.value.account_id}:*"] }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = ["*"]
      },
    ]
  })
}

resource "alicloud_kms_alias" "workload" {
  for_each = alicloud_kms_key.workload

  alias_name = "alias/workload/${each.key}"
  key_id     = each.value.id
}
