# A module that passes on whatever its caller does not care about as an empty text.

variable "rotate" {
  type    = bool
  default = false
}

variable "algorithm" {
  type    = string
  default = ""
}

variable "usage" {
  type    = string
  default = ""
}

variable "grant_name" {
  type    = string
  default = ""
}

variable "instance_id" {
  type    = string
  default = ""
}

resource "alicloud_kms_key" "this" {
  description            = ""
  automatic_rotation     = var.rotate ? "Enabled" : "Disabled"
  rotation_interval      = var.rotate ? "365d" : ""
  pending_window_in_days = 30
  dkms_instance_id       = var.instance_id
}

resource "alicloud_kms_network_rule" "offices" {
  network_rule_name = "offices"
  source_private_ip = ["10.0.0.0/8", "fd7c:21aa:9e::/48"]
}

resource "alicloud_kms_policy" "anywhere" {
  policy_name          = "anywhere"
  kms_instance_id      = "shared"
  permissions          = ["RbacPermission/Template/CryptoServiceSecretUser"]
  resources            = ["secret/*"]
  access_control_rules = jsonencode({})
}

resource "huaweicloud_kms_key" "this" {
  key_alias             = "this"
  key_description       = ""
  key_algorithm         = var.algorithm
  key_usage             = var.usage
  enterprise_project_id = ""
  pending_days          = "7"
  rotation_enabled      = true
}

resource "opentelekomcloud_kms_key_v1" "this" {
  key_alias        = "this"
  rotation_enabled = true
}

resource "opentelekomcloud_kms_grant_v1" "this" {
  key_id             = opentelekomcloud_kms_key_v1.this.id
  name               = var.grant_name
  grantee_principal  = "8b1d4e6f9a2c47508d3be61f7c90a254"
  retiring_principal = ""
  operations         = ["describe-key", "decrypt-datakey"]
}

resource "opentelekomcloud_evs_volume_v3" "plain" {
  name              = "plain"
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 10
  kms_id            = ""
}
