terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud", version = ">= 1.290" }
  }
}

variable "zones" {
  type = list(string)

  validation {
    condition     = length(var.zones) == 2
    error_message = "A KMS instance spans two zones."
  }
}

variable "cidr_block" {
  type = string
}

variable "peers" {
  type    = map(object({ vpc_id = string, vswitch_id = string }))
  default = {}
}

data "alicloud_regions" "current" {
  current = true
}

data "alicloud_account" "current" {}

resource "alicloud_vpc" "kms" {
  cidr_block = var.cidr_block
}

resource "alicloud_vswitch" "kms" {
  for_each = { for index, zone in var.zones : zone => cidrsubnet(var.cidr_block, 4, index) }

  vpc_id     = alicloud_vpc.kms.id
  zone_id    = each.key
  cidr_block = each.value
}

resource "alicloud_kms_instance" "this" {
  product_version = "3"
  payment_type    = "PayAsYouGo"
  vpc_id          = alicloud_vpc.kms.id
  zone_ids        = var.zones
  vswitch_ids     = [for zone in var.zones : alicloud_vswitch.kms[zone].id]

  dynamic "bind_vpcs" {
    for_each = var.peers
    content {
      vpc_id       = bind_vpcs.value.vpc_id
      vswitch_id   = bind_vpcs.value.vswitch_id
      region_id    = data.alicloud_regions.current.regions[0].id
      vpc_owner_id = data.alicloud_account.current.id
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_kms_key" "session" {
  description            = "session tokens in ${data.alicloud_regions.current.ids[0]}"
  dkms_instance_id       = alicloud_kms_instance.this.id
  automatic_rotation     = "Enabled"
  rotation_interval      = "90d"
  pending_window_in_days = 14
}

output "session_key_id" {
  value = alicloud_kms_key.session.id
}
