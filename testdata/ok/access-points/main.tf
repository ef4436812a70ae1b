# Who may use the keys of the instance, and from where.

variable "instance_id" {
  type = string
}

variable "client_key_password" {
  type      = string
  sensitive = true
}

variable "client_key_valid_from" {
  type    = string
  default = "2026-01-01T00:00:00Z"
}

locals {
  offices = {
    shanghai = ["10.10.0.0/20", "10.10.16.5"]
    chengdu  = ["10.30.0.0/20"]
  }
  clusters = ["172.20.0.0/16", "192.168.64.0/18"]
}

resource "alicloud_kms_network_rule" "office" {
  for_each = local.offices

  network_rule_name = "office-${each.key}"
  description       = "engineers in ${title(each.key)}"
  source_private_ip = each.value
}

resource "alicloud_kms_network_rule" "clusters" {
  network_rule_name = "clusters"
  description       = "pods, without network address translation"
  source_private_ip = local.clusters
}

resource "alicloud_kms_policy" "engineers" {
  policy_name     = "engineers"
  description     = "may encrypt and decrypt"
  kms_instance_id = var.instance_id
  permissions     = ["RbacPermission/Template/CryptoServiceKeyUser"]
  resources       = [for key in alicloud_kms_key.team : "key/${key.id}"]

  access_control_rules = jsonencode({
    NetworkRules = [for rule in alicloud_kms_network_rule.office : rule.network_rule_name]
  })
}

resource "alicloud_kms_policy" "applications" {
  policy_name     = "applications"
  kms_instance_id = var.instance_id
  permissions = [
    "RbacPermission/Template/CryptoServiceKeyUser",
    "RbacPermission/Template/CryptoServiceSecretUser",
  ]
  resources = ["key/${alicloud_kms_key.team["apps"].id}", "secret/apps-database"]

  access_control_rules = <<-EOF
    {
      "NetworkRules": [
        "${alicloud_kms_network_rule.clusters.network_rule_name}"
      ]
    }
  EOF
}

resource "alicloud_kms_key" "team" {
  for_each = toset(["apps", "reports"])

  description            = "keys of ${each.key}"
  dkms_instance_id       = var.instance_id
  automatic_rotation     = "Enabled"
  rotation_interval      = "365d"
  pending_window_in_days = 30
}

resource "alicloud_kms_application_access_point" "applications" {
  application_access_point_name = "applications"
  description                   = "one for all clusters"
  policies                      = [alicloud_kms_policy.applications.policy_name]
}

resource "alicloud_kms_application_access_point" "break_glass" {
  application_access_point_name = "break-glass"
  policies = [
    alicloud_kms_policy.engineers.policy_name,
    alicloud_kms_policy.applications.policy_name,
  ]
}

resource "alicloud_kms_client_key" "applications" {
  aap_name   = alicloud_kms_application_access_point.applications.application_access_point_name
  password   = var.client_key_password
  not_before = var.client_key_valid_from
  not_after  = timeadd(var.client_key_valid_from, "8760h")

  private_key_data_file = "${path.module}/.secrets/applications.json"
}
