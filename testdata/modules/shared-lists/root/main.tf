variable "vpcs" {
  type = list(object({ id = string, owner = optional(string, "1207089758810000") }))
}
locals {
  zones = ["cn-hangzhou-k", "cn-hangzhou-j"]
  secret = sensitive("hidden")
}
module "kms" {
  source = "../modules/kms"
  vpcs   = var.vpcs
  zones  = concat(local.zones, [local.zones[0]])
  secret = local.secret
}
