terraform {
  required_providers {
    alicloud         = { source = "aliyun/alicloud", version = ">= 1.290.0" }
    opentelekomcloud = { source = "opentelekomcloud/opentelekomcloud", version = "~> 1.36" }
  }
}
variable "accounts" {
  type    = map(object({ vpc_id = string, vswitch_id = string, owner = string }))
  default = {}
}
variable "region" { default = "cn-shanghai" }
variable "enable_kms" {
  type    = bool
  default = true
}
provider "alicloud" { region = var.region }
data "alicloud_account" "this" {}
resource "alicloud_vpc" "kms" {
  vpc_name   = "kms"
  cidr_block = "10.8.0.0/16"
}
resource "alicloud_vswitch" "kms" {
  for_each   = { a = "cn-shanghai-b", b = "cn-shanghai-g" }
  vpc_id     = alicloud_vpc.kms.id
  zone_id    = each.value
  cidr_block = each.key == "a" ? "10.8.1.0/24" : "10.8.2.0/24"
}
resource "alicloud_kms_instance" "this" {
  count           = var.enable_kms ? 1 : 0
  product_version = "3"
  payment_type    = "Subscription"
  vpc_num         = 1 + length(var.accounts)
  key_num         = 1000
  secret_num      = 100
  spec            = 1000
  period          = 12
  renew_status    = "ManualRenewal"
  vpc_id          = alicloud_vpc.kms.id
  zone_ids        = [for k, s in alicloud_vswitch.kms : s.zone_id]
  vswitch_ids     = [alicloud_vswitch.kms["a"].id]
  dynamic "bind_vpcs" {
    for_each = var.accounts
    content {
      vpc_id       = bind_vpcs.value.vpc_id
      vswitch_id   = bind_vpcs.value.vswitch_id
      region_id    = var.region
      vpc_owner_id = bind_vpcs.value.owner
    }
  }
  lifecycle { prevent_destroy = true }
}
resource "alicloud_kms_key" "disk" {
  description            = "disks"
  pending_window_in_days = 30
  dkms_instance_id       = one(alicloud_kms_instance.this[*].id)
}
resource "alicloud_kms_alias" "disk" {
  alias_name = "alias/${var.region}/disk"
  key_id     = alicloud_kms_key.disk.id
}
resource "alicloud_ecs_disk_encryption_by_default" "this" { encrypted = true }
resource "alicloud_ecs_disk_default_kms_key" "this" {
  kms_key_id = alicloud_kms_key.disk.id
  depends_on = [alicloud_ecs_disk_encryption_by_default.this]
}
resource "alicloud_oss_bucket" "logs" {
  bucket = "logs"
  server_side_encryption_rule {
    sse_algorithm     = "KMS"
    kms_master_key_id = alicloud_kms_key.disk.id
  }
}
data "opentelekomcloud_kms_key_v1" "evs" { key_alias = "evs/default" }
resource "opentelekomcloud_kms_key_v1" "app" {
  key_alias         = "app"
  pending_days      = 30
  rotation_enabled  = true
  rotation_interval = 90
}
resource "opentelekomcloud_evs_volume_v3" "data" {
  name   = "data"
  size   = 20
  kms_id = data.opentelekomcloud_kms_key_v1.evs.id
}
resource "opentelekomcloud_kms_grant_v1" "g" {
  key_id            = opentelekomcloud_kms_key_v1.app.id
  grantee_principal = "7f3a9c51d2e84b60a1c3e5f70928d4b6"
  operations        = ["describe-key", "encrypt-datakey"]
}
