resource "opentelekomcloud_kms_grant_v1" "alone" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = ["create-grant"]
}

# A list of one, twice.
resource "huaweicloud_kms_grant" "twice" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = ["create-grant", "create-grant"]
}

# Beside something else, known or not, it is another rule's business at most.
resource "opentelekomcloud_kms_grant_v1" "with_one_more" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = ["retire-grant"]
}

resource "opentelekomcloud_kms_grant_v1" "with_an_unknown_one" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = [var.operation]
}

resource "opentelekomcloud_kms_grant_v1" "with_any_number" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = concat(["create-grant"], var.operations)
}

variable "key" {
  type = string
}

variable "operation" {
  type = string
}

variable "operations" {
  type = list(string)
}
