resource "alicloud_kms_policy" "fine" {
  policy_name     = "fine"
  kms_instance_id = "kst-hzz65f0e7d2c9a1b4d8e6"
  permissions = [
    "RbacPermission/Template/CryptoServiceKeyUser",
    "RbacPermission/Template/CryptoServiceSecretUser",
  ]
  resources            = ["key/key-hzz66f8c1d24a09b7e35d", "secret/*", "key/${var.key}"]
  access_control_rules = jsonencode({ NetworkRules = ["office", var.rule] })
}

# In the shared gateway there is one more permission.
resource "alicloud_kms_policy" "shared" {
  policy_name          = "shared"
  kms_instance_id      = "shared"
  permissions          = ["RbacPermission/Template/SecretUser"]
  resources            = ["secret/shop/database"]
  access_control_rules = jsonencode({ NetworkRules = [] })
}

# In order: an unknown word, another case; no kind, nothing behind the kind, another kind; another member.
resource "alicloud_kms_policy" "misspelled" {
  policy_name     = "misspelled"
  kms_instance_id = "kst-hzz65f0e7d2c9a1b4d8e6"
  permissions = [
    "CryptoServiceKeyUser",
    "RbacPermission/Template/cryptoServiceSecretUser",
  ]
  resources            = ["key-hzz66f8c1d24a09b7e35d", "key/", "keys/*"]
  access_control_rules = jsonencode({ networkRules = ["office"] })
}

# Everything at once.
resource "alicloud_kms_policy" "broad" {
  policy_name          = "broad"
  kms_instance_id      = "kst-hzz65f0e7d2c9a1b4d8e6"
  permissions          = ["RbacPermission/Template/CryptoServiceKeyUser"]
  resources            = ["key/*", "secret/*"]
  access_control_rules = jsonencode({ NetworkRules = "office" })
}

resource "alicloud_kms_policy" "no_json" {
  policy_name          = "no-json"
  kms_instance_id      = "kst-hzz65f0e7d2c9a1b4d8e6"
  permissions          = ["RbacPermission/Template/CryptoServiceKeyUser"]
  resources            = ["key/*"]
  access_control_rules = "{\"NetworkRules\": [\"office\"}"
}

resource "alicloud_kms_policy" "unknown" {
  policy_name          = "unknown"
  kms_instance_id      = var.instance
  permissions          = [var.permission]
  resources            = [var.key, "${var.key}/*"]
  access_control_rules = var.rule
}

variable "instance" {
  type = string
}

variable "permission" {
  type = string
}

variable "key" {
  type = string
}

variable "rule" {
  type = string
}
