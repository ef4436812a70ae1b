variable "vpc_id" {}

variable "zones" {
  type = list(string)
}

variable "quota" {}

resource "alicloud_kms_instance" "main" {
  count           = var.quota > 0 ? 1 : 0
  payment_type    = "Subscription"
  product_version = "3"
  vpc_num         = var.quota
  key_num         = 1000
  secret_num      = 0
  spec            = 1000
  vpc_id          = var.vpc_id
  zone_ids        = var.zones
  vswitch_ids     = ["vsw-bp1i512amda6d10a0abc0"]

  lifecycle {
    prevent_destroy = true
  }

  bind_vpcs {
    vpc_id       = "vpc-bp1q2w3e4r5t6y7u8i9o0"
    vswitch_id   = "vsw-bp1a2s3d4f5g6h7j8k9l0"
    region_id    = "cn-shanghai"
    vpc_owner_id = "1486005371992043"
  }

  bind_vpcs {
    vpc_id       = "vpc-bp1q2w3e4r5t6y7u8i9o1"
    vswitch_id   = "vsw-bp1a2s3d4f5g6h7j8k9l1"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1486005371992043"
  }
}
