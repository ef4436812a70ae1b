variable "keys" {
  type = map(object({
    description = optional(string)
    days        = optional(number, 14)
    rotation    = optional(string, "365d")
    aliases     = optional(list(string))
    protected   = optional(bool)
  }))
}

locals {
  aliases = merge([
    for name, key in var.keys : { for alias in coalesce(key.aliases, [name]) : alias => name }
  ]...)
}

resource "alicloud_kms_key" "this" {
  for_each = var.keys

  description            = coalesce(each.value.description, "${each.key}, made by Terraform")
  pending_window_in_days = each.value.days
  automatic_rotation     = each.value.rotation != null ? "Enabled" : null
  rotation_interval      = each.value.rotation
  deletion_protection    = each.value.protected == true ? "Enabled" : "Disabled"

  deletion_protection_description = each.value.protected == true ? "protected by configuration" : null
}

resource "alicloud_kms_alias" "this" {
  for_each = local.aliases

  alias_name = "alias/${each.key}"
  key_id     = alicloud_kms_key.this[each.value].id
}

output "ids" {
  value = { for name, key in alicloud_kms_key.this : name => key.id }
}
