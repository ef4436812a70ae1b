# An item of an override file that cannot be read may set anything of what its head names, and of nothing else.
terraform {
  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "1.210.0"
    }
  }
}

provider "alicloud" {
  region = "cn-beijing"
}

provider "alicloud" {
  alias  = "other"
  region = "cn-shanghai"
}

variable "quota" {
  default = 9
}

variable "spec" {
  default = 1000
}

locals {
  version = "3"
}

resource "alicloud_kms_instance" "broken" {
  vpc_num         = 1
  spec            = 1000
  product_version = "3"

  bind_vpcs {
    vpc_id = "vpc-1"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# A later override file says what counts.
resource "alicloud_kms_instance" "settled" {
  vpc_num = 1
  spec    = 1000
}

resource "alicloud_kms_instance" "whole" {
  vpc_num         = var.quota
  spec            = var.spec
  product_version = local.version
  vpc_id          = alicloud_kms_instance.broken.vpc_num
  key_num         = module.broken.quota
  secret_num      = module.whole.quota
  log             = alicloud_kms_instance.many[0].log
}

# It may be repeated there.
resource "alicloud_kms_instance" "many" {
  log = "0"
}

data "alicloud_kms_keys" "broken" {
  status = "Enabled"
}

module "broken" {
  source = "./inner"
}

module "whole" {
  source = "./inner"
}
