resource "alicloud_kms_instance" "main" {
  vpc_num     = var.nobody
  vpc_id      = local.nothing
  vswitch_ids = [alicloud_vswitch.missing.id]
  spec        = module.none.output
  zone_ids    = [each.key]
  log         = try(var.nobody, "fallback")
  product_version = data.alicloud_zones.none.ids[0]
}
