variable "quota" {
  type = number
}

variable "region" {
  type = string
}

variable "consumers" {
  type = map(object({ vpc = string, vswitch = string }))
}

data "alicloud_account" "current" {}

resource "alicloud_kms_instance" "this" {
  product_version = "3"
  payment_type    = "Subscription"
  vpc_num         = var.quota
  key_num         = 1000
  secret_num      = 0
  spec            = 1000
  vpc_id          = "vpc-gw8a1s2d3f4g5h6j7k8l9"
  zone_ids        = ["eu-central-1a", "eu-central-1b"]
  vswitch_ids     = ["vsw-gw8z1x2c3v4b5n6m7q8w9"]

  dynamic "bind_vpcs" {
    for_each = var.consumers
    content {
      vpc_id       = bind_vpcs.value.vpc
      vswitch_id   = bind_vpcs.value.vswitch
      region_id    = var.region
      vpc_owner_id = data.alicloud_account.current.id
    }
  }

  bind_vpcs {
    vpc_id       = "vpc-bp1w5e8r2t6y9u3i7o4pc"
    vswitch_id   = "vsw-bp1q4w7e1r5t8y2u6i9oc"
    region_id    = "cn-hangzhou"
    vpc_owner_id = data.alicloud_account.current.id
  }
}
