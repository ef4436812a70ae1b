variable "is_extended" {
  type    = bool
  default = false
}

variable "operation" {}

resource "opentelekomcloud_kms_grant_v1" "audit" {
  key_id            = "0d0466b0-0d04-66b0-0d04-66b00d0466b0"
  grantee_principal = "13gg44z4g2sglzk0egw0u726zoyzvrs8"
  operations = [
    "describe-key",
    var.is_extended ? "decrypt-datakey" : null,
    var.operation,
  ]
}

resource "opentelekomcloud_kms_grant_v1" "compact" {
  key_id            = "0d0466b0-0d04-66b0-0d04-66b00d0466b0"
  grantee_principal = "13gg44z4g2sglzk0egw0u726zoyzvrs8"
  operations        = compact(["describe-key", var.is_extended ? "decrypt-datakey" : null])
}

# One of these texts is right once the variable is known, the others are not.
resource "alicloud_kms_instance" "partly_known" {
  vpc_num             = "1${var.operation}"
  key_num             = "${var.operation} keys"
  deletion_protection = "${var.operation}d"
}
