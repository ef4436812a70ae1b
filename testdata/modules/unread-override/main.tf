# Where it cannot be told what an override file is about, it may be about anything, but not change what another module says.
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

variable "quota" {
  default = 9
}

locals {
  spec = 1000
}

resource "alicloud_kms_instance" "main" {
  vpc_num = var.quota
  spec    = local.spec
}

output "quota" {
  value = 3
}

module "inner" {
  source = "./inner"
}
