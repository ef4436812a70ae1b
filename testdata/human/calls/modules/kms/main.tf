variable "quota" {}

variable "window" {
  default = 30
}

locals {
  aliases = {
    one = "alias/one"
    two = "alias/two.2"
  }
}

resource "alicloud_kms_instance" "main" {
  product_version = "3"
  vpc_id          = "vpc-bp1q2w3e4r5t6y7u8i9o0"
  zone_ids        = ["eu-central-1a", "eu-central-1b"]
  vswitch_ids     = ["vsw-bp1a2s3d4f5g6h7j8k9l0"]
  payment_type    = "Subscription"
  vpc_num         = var.quota
  key_num         = 1000
  secret_num      = 100
  spec            = 1000

  bind_vpcs {
    vpc_id       = "vpc-bp1a1a1a1a1a1a1a1a1a1"
    vswitch_id   = "vsw-bp1a1a1a1a1a1a1a1a1a1"
    region_id    = "eu-central-1"
    vpc_owner_id = "1486005371992043"
  }

  bind_vpcs {
    vpc_id       = "vpc-bp1b2b2b2b2b2b2b2b2b2"
    vswitch_id   = "vsw-bp1b2b2b2b2b2b2b2b2b2"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1486005371992043"
  }

  bind_vpcs {
    vpc_id       = "vpc-bp1c3c3c3c3c3c3c3c3c3"
    vswitch_id   = "vsw-bp1c3c3c3c3c3c3c3c3c3"
    region_id    = "eu-central-1"
    vpc_owner_id = "1486005371992043"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_kms_key" "main" {
  description            = "keys of the platform"
  pending_window_in_days = var.window
}

resource "alicloud_kms_alias" "main" {
  for_each   = local.aliases
  alias_name = each.value
  key_id     = alicloud_kms_key.main.id
}
