# Keys of the statistics office: one per survey, and grants for the people who process it.

terraform {
  required_providers {
    flexibleengine = {
      source  = "FlexibleEngineCloud/flexibleengine"
      version = ">= 1.46.0"
    }
  }
}

provider "flexibleengine" {
  region = "eu-west-0"
}

variable "surveys" {
  type = map(object({
    retention_days = number
    staff          = list(string)
  }))
  default = {
    census  = { retention_days = 1096, staff = ["68d949c0bb822869c73cdfbbc77751ce", "19df9af0ce3c5e08a7afb6c87dd07177"] }
    housing = { retention_days = 30, staff = [] }
  }
}

locals {
  grants = merge([
    for survey, details in var.surveys : {
      for index, person in details.staff : "${survey}.${index}" => { survey = survey, person = person }
    }
  ]...)
}

resource "flexibleengine_kms_key_v1" "survey" {
  for_each = var.surveys

  key_alias         = "survey/${each.key}"
  key_description   = "Answers of ${each.key}"
  realm             = "eu-west-0"
  pending_days      = each.value.retention_days
  is_enabled        = true
  rotation_enabled  = true
  rotation_interval = 30
}

resource "flexibleengine_kms_grant" "staff" {
  for_each = local.grants

  key_id            = flexibleengine_kms_key_v1.survey[each.value.survey].id
  type              = "user"
  name              = replace("staff-${each.key}", ".", "-")
  grantee_principal = each.value.person
  operations        = ["describe-key", "decrypt-datakey", "decrypt-data"]
}

resource "flexibleengine_blockstorage_volume_v2" "answers" {
  for_each = flexibleengine_kms_key_v1.survey

  name = "answers-${each.key}"
  size = 200

  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = each.value.id
  }
}
