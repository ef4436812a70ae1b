resource "opentelekomcloud_kms_grant_v1" "first" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = ["create-grant", "describe-key"]
}

resource "huaweicloud_kms_grant" "last" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = ["describe-key", "decrypt-data", "create-grant"]
}

# Ending one's own grant gives nobody anything.
resource "opentelekomcloud_kms_grant_v1" "retire" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = ["describe-key", "retire-grant"]
}

resource "opentelekomcloud_kms_grant_v1" "unknown" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = ["describe-key", var.operation]
}

variable "key" {
  type = string
}

variable "operation" {
  type = string
}
