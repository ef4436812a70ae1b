locals {
  longest = join("", [for i in range(64) : "a"])
}

resource "opentelekomcloud_kms_grant_v1" "dashes" {
  key_id             = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  grantee_principal  = "0d0466b0-0d04-66b0-0d04-66b00d0466b0"
  retiring_principal = "ops.team"
  operations         = ["describe-key"]
}

resource "huaweicloud_kms_grant" "longest" {
  key_id            = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  grantee_principal = local.longest
  operations        = ["describe-key"]
}

resource "flexibleengine_kms_grant" "too_long" {
  key_id            = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  grantee_principal = "${local.longest}a"
  operations        = ["describe-key"]
}
