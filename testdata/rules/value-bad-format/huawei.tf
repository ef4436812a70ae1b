variable "key" {}

resource "huaweicloud_kms_grant" "dot" {
  key_id            = var.key
  grantee_principal = "2e84afb9a500c43a326fd55688bd2bc6"
  operations        = ["describe-key"]
  name              = "payroll.run"
}

resource "huaweicloud_kms_grant" "colon" {
  key_id            = var.key
  grantee_principal = "2e84afb9a500c43a326fd55688bd2bc6"
  operations        = ["describe-key"]
  name              = "payroll:run"
}

resource "flexibleengine_kms_grant" "digit" {
  key_id            = var.key
  grantee_principal = "2e84afb9a500c43a326fd55688bd2bc6"
  operations        = ["describe-key"]
  name              = "-2026/run"
}

resource "huaweicloud_csms_secret" "space" {
  name        = "payroll database"
  secret_text = var.key
}

resource "huaweicloud_kms_dedicated_keystore" "named" {
  alias          = "vault:1"
  hsm_cluster_id = "e6f0d5b6-2c6f-4a86-9d6b-0b2f2f6f4f11"
  hsm_ca_cert    = file("ca.pem")
}
