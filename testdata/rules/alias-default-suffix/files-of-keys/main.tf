locals {
  keys = {
    for file in fileset("${path.module}/keys", "*.yaml") :
    trimsuffix(file, ".yaml") => yamldecode(file("${path.module}/keys/${file}"))
  }
}

resource "opentelekomcloud_kms_key_v1" "this" {
  for_each = local.keys

  key_alias    = each.value.alias
  pending_days = each.value.days
}
