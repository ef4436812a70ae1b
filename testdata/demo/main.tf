provider "alicloud" {
  region = var.region
}

variable "region" {
  type    = string
  default = "eu-central-1"
}

locals {
  consumers = {
    shop    = { vpc = "vpc-gw8m3kq1z7x5c2v9n4b6a", vswitch = "vsw-gw8p2l7d4s9f1g6h3j5ka" }
    billing = { vpc = "vpc-gw8t6y2u8i4o1p7a3s5db", vswitch = "vsw-gw8r5e1w9q3t7y2u6i4ob" }
  }
}

module "kms" {
  source    = "./modules/kms"
  quota     = 2
  region    = var.region
  consumers = local.consumers
}

resource "alicloud_kms_alias" "payments" {
  alias_name = "payments.v2"
  key_id     = alicloud_kms_key.payments.id
}

resource "alicloud_kms_key" "payments" {
  description            = "signs payment orders"
  pending_window_in_days = 400
}

resource "opentelekomcloud_kms_key_v1" "backup" {
  key_alias    = "backup/default"
  pending_days = "7"
}
