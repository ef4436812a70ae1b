# The same set of keys in three regions. Replication of data is elsewhere; keys never leave their region.

terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud", version = "1.290.0" }
  }
}

provider "alicloud" {
  region = "ap-southeast-1"
}

provider "alicloud" {
  alias  = "frankfurt"
  region = "eu-central-1"
}

provider "alicloud" {
  alias  = "virginia"
  region = "us-east-1"
}

module "singapore" {
  source = "./modules/regional"

  zones      = ["ap-southeast-1a", "ap-southeast-1b"]
  cidr_block = "10.40.0.0/16"
}

module "frankfurt" {
  source    = "./modules/regional"
  providers = { alicloud = alicloud.frankfurt }

  zones      = ["eu-central-1a", "eu-central-1b"]
  cidr_block = "10.41.0.0/16"
}

module "virginia" {
  source    = "./modules/regional"
  providers = { alicloud = alicloud.virginia }

  zones      = ["us-east-1a", "us-east-1b"]
  cidr_block = "10.42.0.0/16"
  peers = {
    # The analytics team brings its VPC itself.
    analytics = { vpc_id = "vpc-bp15jj2uinxhteatsz0sh", vswitch_id = "vsw-bp1e59xni4p52qtr8hb9d" }
  }
}

# Aliases are unique in an account and a region: the same name everywhere is what applications want.
resource "alicloud_kms_alias" "default_region" {
  alias_name = "alias/app/session"
  key_id     = module.singapore.session_key_id
}

resource "alicloud_kms_alias" "frankfurt" {
  provider = alicloud.frankfurt

  alias_name = "alias/app/session"
  key_id     = module.frankfurt.session_key_id
}

resource "alicloud_kms_alias" "virginia" {
  provider = alicloud.virginia

  alias_name = "alias/app/session"
  key_id     = module.virginia.session_key_id
}
