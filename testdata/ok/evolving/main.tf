# A configuration with history: keys that moved into a module, one that was imported, one that was let go.

terraform {
  required_version = ">= 1.11"

  required_providers {
    alicloud = { source = "aliyun/alicloud", version = "~> 1.290" }
  }
}

variable "region" {
  type    = string
  default = "cn-heyuan"
}

variable "partner_token" {
  type      = string
  ephemeral = true
  default   = null
}

variable "imported_key" {
  type    = string
  default = "5559f952-1a3c-4403-a838-9bdef559d460"
}

provider "alicloud" {
  region = var.region
}

module "keys" {
  source = "./modules/keys"

  keys = {
    mail    = { days = 30 }
    archive = { days = 366, rotation = null }
    scans   = { aliases = ["scans", "scans/current"] }
  }
}

moved {
  from = alicloud_kms_key.mail
  to   = module.keys.alicloud_kms_key.this["mail"]
}

moved {
  from = module.archive
  to   = module.keys
}

import {
  to = alicloud_kms_key.adopted
  id = var.imported_key
}

import {
  for_each = toset(["mail", "scans"])
  to       = module.keys.alicloud_kms_alias.this[each.key]
  id       = "alias/${each.key}"
}

removed {
  from = alicloud_kms_key.trial

  lifecycle {
    destroy = false
  }
}

resource "alicloud_kms_key" "adopted" {
  description            = "was made by hand"
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30

  lifecycle {
    ignore_changes = all

    precondition {
      condition     = can(regex("^[0-9a-f-]{36}$", var.imported_key))
      error_message = "Only keys of the default key store can be adopted."
    }

    postcondition {
      condition     = self.status != "PendingDeletion"
      error_message = "The key is about to be deleted."
    }
  }
}

check "rotation" {
  data "alicloud_kms_keys" "all" {
    status         = "Enabled"
    enable_details = true
  }

  assert {
    condition     = alltrue([for key in data.alicloud_kms_keys.all.keys : key.automatic_rotation != "Suspended"])
    error_message = "The rotation of a key was suspended."
  }
}

output "keys" {
  value = module.keys.ids
}
