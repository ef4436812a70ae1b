# Services may use the keys of their data, and nothing else.

variable "services" {
  description = "IAM user ids of the services, by name"
  type        = map(string)
  default = {
    ingest  = "175c4689347b604e5426063e266e46d6"
    reports = "270702c514c04c2a5283fbff0b59d2b7"
  }
}

variable "auditor" {
  type    = string
  default = "ccfdcbaff225e4d1099244ec58c3f5f4"
}

variable "kms_domain" {
  type    = string
  default = null
}

locals {
  base = ["describe-key", "create-datakey", "decrypt-datakey"]

  operations = {
    ingest  = concat(local.base, ["create-datakey-without-plaintext", "encrypt-datakey"])
    reports = local.base
  }
}

resource "opentelekomcloud_kms_key_v1" "events" {
  key_alias         = "events"
  key_description   = "Event store"
  pending_days      = "14"
  rotation_enabled  = true
  rotation_interval = 90
}

resource "opentelekomcloud_kms_grant_v1" "service" {
  for_each = var.services

  key_id             = opentelekomcloud_kms_key_v1.events.id
  name               = "service:${each.key}"
  grantee_principal  = each.value
  operations         = lookup(local.operations, each.key, local.base)
  retiring_principal = var.auditor
}

resource "opentelekomcloud_kms_grant_v1" "auditor" {
  key_id            = opentelekomcloud_kms_key_v1.events.id
  name              = "auditor"
  grantee_principal = var.auditor
  operations        = ["describe-key", "retire-grant"]
}

# The Swiss site has a provider of its own; its keys are looked up, not made.
provider "opentelekomcloud" {
  alias    = "swiss"
  auth_url = "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3"
}

data "opentelekomcloud_kms_key_v1" "swiss_archive" {
  provider         = opentelekomcloud.swiss
  key_alias        = "archive"
  key_state        = "2"
  default_key_flag = "0"
}

resource "opentelekomcloud_kms_grant_v1" "swiss" {
  provider = opentelekomcloud.swiss
  count    = var.kms_domain == null ? 0 : 1

  key_id            = data.opentelekomcloud_kms_key_v1.swiss_archive.key_id
  grantee_principal = var.kms_domain
  operations        = ["describe-key", "decrypt-datakey"]
}
