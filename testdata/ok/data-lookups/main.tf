# Everything that the network team made is looked up; nothing is written down twice.

variable "environment" {
  type = string
}

variable "region" {
  type = string
}

variable "kms_quota" {
  description = "associations that the subscription includes"
  type        = number
}

provider "alicloud" {
  region = var.region
}

data "alicloud_account" "current" {}

data "alicloud_vpcs" "hub" {
  name_regex = "^hub-${var.environment}$"
}

data "alicloud_vpcs" "spokes" {
  name_regex = "^spoke-${var.environment}-"
  tags       = { "kms" = "yes" }
}

data "alicloud_zones" "kms" {
  available_resource_creation = "VSwitch"
}

data "alicloud_vswitches" "hub" {
  vpc_id  = data.alicloud_vpcs.hub.ids[0]
  zone_id = data.alicloud_zones.kms.zones[0].id
}

data "alicloud_vswitches" "spokes" {
  for_each = toset(data.alicloud_vpcs.spokes.ids)
  vpc_id   = each.value
}

data "alicloud_kms_keys" "existing" {
  description_regex = "backup"
  status            = "Enabled"
}

data "alicloud_kms_aliases" "service" {
  name_regex = "alias/acs/.*"
}

locals {
  zones = slice(sort(data.alicloud_zones.kms.ids), 0, 2)
  spokes = {
    for vpc in data.alicloud_vpcs.spokes.vpcs : vpc.vpc_name => {
      vpc_id     = vpc.id
      vswitch_id = try(data.alicloud_vswitches.spokes[vpc.id].ids[0], null)
    }
  }
}

resource "alicloud_kms_instance" "hub" {
  instance_name   = "hub-${var.environment}"
  product_version = "3"
  payment_type    = "Subscription"
  vpc_num         = max(var.kms_quota, length(local.spokes) + 1)
  key_num         = 1000
  secret_num      = 100
  spec            = var.environment == "prod" ? 2000 : 1000
  period          = var.environment == "prod" ? 36 : 12
  vpc_id          = data.alicloud_vpcs.hub.ids[0]
  zone_ids        = local.zones
  vswitch_ids     = [data.alicloud_vswitches.hub.ids[0]]

  dynamic "bind_vpcs" {
    for_each = { for name, spoke in local.spokes : name => spoke if spoke.vswitch_id != null }
    content {
      vpc_id       = bind_vpcs.value.vpc_id
      vswitch_id   = bind_vpcs.value.vswitch_id
      region_id    = var.region
      vpc_owner_id = data.alicloud_account.current.id
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_kms_alias" "backup" {
  count = length(data.alicloud_kms_keys.existing.ids) > 0 ? 1 : 0

  alias_name = "alias/${var.environment}/backup"
  key_id     = data.alicloud_kms_keys.existing.keys[0].id
}

resource "alicloud_ecs_disk" "archive" {
  zone_id    = local.zones[0]
  disk_name  = "archive-${var.environment}"
  size       = 500
  encrypted  = true
  kms_key_id = try(data.alicloud_kms_keys.existing.ids[0], null)
}
