resource "alicloud_vpc" "one" {}
resource "alicloud_vpc" "many" {
  count = 2
}
locals {
  object = { a = 1 }
}
# Terraform refuses each of these names wherever it stands.
resource "alicloud_kms_instance" "refused" {
  vpc_num             = try(3, var.nobody)
  spec                = true ? 1000 : local.nothing
  vpc_id              = can(alicloud_vpc.missing.id) ? "vpc-1" : "vpc-2"
  zone_ids            = [for zone in [] : each.key]
  product_version     = "%{if false}${count.index}%{endif}3"
  renew_status        = try(self.renew_status, "AutoRenewal")
  renew_period        = try(path.nowhere, 1)
  payment_type        = try(alicloud_vpc.one[0].id, "Subscription")
  instance_name       = try(alicloud_vpc.many.id, "name")
  log                 = try(resource.alicloud_vpc.missing.id, "0")
  log_storage         = try(data.alicloud_vpcs.missing.ids, 0)
  period              = try(templatefile("none", { a = module.missing }), 1)
  force_delete_without_backup = contains([], ephemeral.a.b.c)
}
# These fail only where they are evaluated.
resource "alicloud_kms_instance" "caught" {
  vpc_num         = try(nofunction(), 3)
  spec            = true ? 1000 : upper()
  vpc_id          = try(local.object.missing, "vpc-1")
  zone_ids        = [for zone in [] : nofunction(zone)]
  product_version = try(alicloud_vpc.many["x"].id, "3")
  renew_period    = try(indent(1e18, "a\nb"), indent(-1, "a\nb"), 1)
  period          = [for var in [{ a = 1 }] : var.a][0]
  log             = try(resource.alicloud_vpc.one.cidr_block == "" ? "1" : "1", "0")
}
