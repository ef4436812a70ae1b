# Each product line gets the same network; only some need keys of their own.

terraform {
  required_version = ">= 1.5"

  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "~> 1.290"
    }
  }
}

variable "own_keys" {
  description = "product lines that run a KMS instance of their own"
  type        = set(string)
  default     = ["billing"]
}

variable "product_lines" {
  type = map(object({
    cidr_block = string
    zones      = list(string)
  }))
  default = {
    billing = { cidr_block = "10.20.0.0/16", zones = ["cn-hangzhou-h", "cn-hangzhou-i"] }
    search  = { cidr_block = "10.21.0.0/16", zones = ["cn-hangzhou-j", "cn-hangzhou-k"] }
  }
}

provider "alicloud" {
  region = "cn-hangzhou"
}

module "product_line" {
  source   = "./modules/kms"
  for_each = var.product_lines

  name       = each.key
  cidr_block = each.value.cidr_block
  zones      = each.value.zones
  enable     = contains(var.own_keys, each.key)
}

output "key_ids" {
  value = { for name, line in module.product_line : name => line.key_id if line.key_id != null }
}
