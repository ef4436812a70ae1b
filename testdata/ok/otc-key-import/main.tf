# Keys whose material comes from the customer's own device. The material is wrapped outside; only what the device
# prints is handed in, and neither token nor material is ever written to a file here.

variable "imports" {
  type = map(object({
    import_token           = string
    encrypted_key_material = string
    expires                = optional(string)
  }))
  sensitive = true
  default   = {}
}

variable "partners" {
  type    = set(string)
  default = ["kontor", "reederei"]
}

resource "opentelekomcloud_kms_key_v1" "partner" {
  for_each = var.partners

  key_alias       = "partner/${each.value}"
  key_description = "Material is kept by ${each.value}"
  origin          = "external"
  pending_days    = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "opentelekomcloud_kms_key_material_v1" "partner" {
  for_each = nonsensitive(toset(keys(var.imports)))

  key_id                 = opentelekomcloud_kms_key_v1.partner[each.value].id
  import_token           = var.imports[each.value].import_token
  encrypted_key_material = var.imports[each.value].encrypted_key_material
  expiration_time        = var.imports[each.value].expires
}

resource "opentelekomcloud_kms_key_v1" "own" {
  key_alias        = "partner/fallback"
  pending_days     = 7
  rotation_enabled = true
}

locals {
  usable = merge(
    { fallback = opentelekomcloud_kms_key_v1.own.id },
    { for name, material in opentelekomcloud_kms_key_material_v1.partner : name => material.key_id },
  )
}

resource "opentelekomcloud_evs_volume_v3" "mailbox" {
  for_each = local.usable

  name              = "mailbox-${each.key}"
  availability_zone = "eu-de-03"
  volume_type       = "SAS"
  size              = 40
  kms_id            = each.value
}
