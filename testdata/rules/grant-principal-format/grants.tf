# Ids have 1 to 64 letters and digits.
resource "opentelekomcloud_kms_grant_v1" "ids" {
  for_each = toset([
    "8d41f6c20b9e4a73a5d08c6f1e2b7394",
    "13GG44z4g2sglzk0egw0u726zoyzvrs8",
    "a",
    "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
  ])
  key_id            = var.key
  grantee_principal = each.value
  operations        = ["describe-key"]
}

resource "opentelekomcloud_kms_grant_v1" "too_long" {
  key_id            = var.key
  grantee_principal = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1b"
  operations        = ["describe-key"]
}

resource "opentelekomcloud_kms_grant_v1" "uuid" {
  key_id            = var.key
  grantee_principal = "8d41f6c2-0b9e-4a73-a5d0-8c6f1e2b7394"
  operations        = ["describe-key"]
}

resource "opentelekomcloud_kms_grant_v1" "name" {
  key_id             = var.key
  grantee_principal  = "backup-service"
  retiring_principal = "Jane Doe"
  operations         = ["describe-key"]
}

# The blank is certain, whatever stands before it.
resource "opentelekomcloud_kms_grant_v1" "known_in_part" {
  key_id            = var.key
  grantee_principal = "${var.user} "
  operations        = ["describe-key"]
}

# An optional one that is left empty, and those that are not known.
resource "opentelekomcloud_kms_grant_v1" "empty" {
  key_id             = var.key
  grantee_principal  = var.user
  retiring_principal = ""
  operations         = ["describe-key"]
}

resource "opentelekomcloud_kms_grant_v1" "computed" {
  key_id            = var.key
  grantee_principal = "b${var.user}"
  operations        = ["describe-key"]
}

variable "key" {
  type = string
}

variable "user" {
  type = string
}
