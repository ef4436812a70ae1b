variable "vpcs" { type = any }
variable "zones" { type = list(string) }
variable "secret" {}
resource "alicloud_kms_instance" "main" {
  zone_ids  = var.zones
  vpc_id    = var.vpcs[1].id
  vpc_num   = length(var.vpcs)
  log       = var.secret
  bind_vpcs = var.vpcs
}
