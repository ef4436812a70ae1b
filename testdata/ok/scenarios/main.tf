provider "alicloud" {
  region = var.region
}

data "alicloud_account" "current" {}

resource "alicloud_vpc" "kms" {
  vpc_name   = "kms-${var.stage}"
  cidr_block = "10.90.0.0/16"
}

resource "alicloud_vswitch" "kms" {
  vpc_id     = alicloud_vpc.kms.id
  zone_id    = var.zones[0]
  cidr_block = "10.90.1.0/24"
}

resource "alicloud_kms_instance" "this" {
  instance_name   = "kms-${var.stage}"
  product_version = "3"
  payment_type    = "Subscription"
  vpc_num         = var.associations
  key_num         = var.stage == "prod" ? 2000 : 100
  secret_num      = var.stage == "prod" ? 200 : 10
  spec            = 1000
  vpc_id          = alicloud_vpc.kms.id
  zone_ids        = var.zones
  vswitch_ids     = [alicloud_vswitch.kms.id]

  dynamic "bind_vpcs" {
    for_each = var.bound
    content {
      vpc_id       = bind_vpcs.value.vpc_id
      vswitch_id   = bind_vpcs.value.vswitch_id
      region_id    = var.region
      vpc_owner_id = coalesce(var.owner, data.alicloud_account.current.id)
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}
