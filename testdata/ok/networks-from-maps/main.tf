# Associations are worked out from the map of networks, so that nobody has to keep two lists in step.

variable "networks" {
  type = map(object({
    account  = string
    region   = optional(string)
    segments = map(object({
      vpc_id     = string
      vswitch_id = string
      kms        = optional(bool, false)
    }))
  }))
}

variable "reserve" {
  type    = number
  default = 1
}

locals {
  home_region = "cn-beijing"

  segments = flatten([
    for name, network in var.networks : [
      for segment, details in network.segments : merge(details, {
        key     = "${name}/${segment}"
        account = network.account
        region  = coalesce(network.region, local.home_region)
      })
    ]
  ])

  # An instance can only be associated with VPCs of its own region.
  associated = {
    for segment in local.segments : segment.key => segment
    if segment.kms && segment.region == local.home_region
  }

  environments = ["blue", "green"]
  purposes     = ["disk", "database"]

  keys = {
    for pair in setproduct(local.environments, local.purposes) :
    join("-", pair) => { environment = pair[0], purpose = pair[1] }
  }
}

provider "alicloud" {
  region = local.home_region
}

resource "alicloud_vpc" "home" {
  vpc_name   = "home"
  cidr_block = "10.0.0.0/12"
}

resource "alicloud_vswitch" "home" {
  for_each = { h = 0, i = 1 }

  vpc_id     = alicloud_vpc.home.id
  zone_id    = "${local.home_region}-${each.key}"
  cidr_block = cidrsubnet(alicloud_vpc.home.cidr_block, 12, each.value)
}

resource "alicloud_kms_instance" "home" {
  product_version = "3"
  payment_type    = "Subscription"
  vpc_num         = length(local.associated) + 1 + var.reserve
  key_num         = 1000
  secret_num      = 100
  spec            = 1000
  vpc_id          = alicloud_vpc.home.id
  zone_ids        = sort([for vswitch in alicloud_vswitch.home : vswitch.zone_id])
  vswitch_ids     = [alicloud_vswitch.home["h"].id]

  dynamic "bind_vpcs" {
    for_each = local.associated
    content {
      vpc_id       = bind_vpcs.value.vpc_id
      vswitch_id   = bind_vpcs.value.vswitch_id
      region_id    = bind_vpcs.value.region
      vpc_owner_id = bind_vpcs.value.account
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_resource_manager_resource_share" "endpoints" {
  for_each = local.associated

  resource_share_name = replace(each.key, "/", "-")

  resources {
    resource_id   = each.value.vswitch_id
    resource_type = "VSwitch"
  }
}

resource "alicloud_kms_key" "this" {
  for_each = local.keys

  description            = title(replace(each.key, "-", " "))
  dkms_instance_id       = alicloud_kms_instance.home.id
  automatic_rotation     = "Enabled"
  rotation_interval      = each.value.purpose == "database" ? "180d" : "365d"
  pending_window_in_days = each.value.environment == "blue" ? 30 : 7
}

resource "alicloud_kms_alias" "this" {
  for_each = local.keys

  alias_name = format("alias/%s/%s", each.value.environment, each.value.purpose)
  key_id     = alicloud_kms_key.this[each.key].id
}
