# Each of the seven, and one that is none.
resource "opentelekomcloud_kms_grant_v1" "orders" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations = [
    "create-datakey",
    "create-datakey-without-plaintext",
    "encrypt-datakey",
    "decrypt-datakey",
    "describe-key",
    "retire-grant",
    "decrypt-datakeys",
    "Describe-Key",
    "sign",
    var.operation,
  ]
}

# Two more exist on the other clouds.
resource "opentelekomcloud_kms_grant_v1" "data" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = ["encrypt-data", "decrypt-data"]
}

resource "huaweicloud_kms_grant" "data" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = ["encrypt-data", "decrypt-data"]
}

resource "flexibleengine_kms_grant" "data" {
  key_id            = var.key
  grantee_principal = "8d41f6c20b9e4a73a5d08c6f1e2b7394"
  operations        = ["encrypt-data", "decrypt-data", "decrypt"]
}

variable "key" {
  type = string
}

variable "operation" {
  type = string
}
