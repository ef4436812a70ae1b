resource "alicloud_kms_network_rule" "office" {
  network_rule_name = "office"
  source_private_ip = ["10.10.0.0/16"]
}

resource "alicloud_kms_policy" "quoted" {
  policy_name          = "orders"
  kms_instance_id      = "kst-hzz66a1b2c3d4e5f6g7h8"
  permissions          = ["RbacPermission/Template/CryptoServiceKeyUser"]
  resources            = ["key/key-hzz62f1cb66fa42qoabcd"]
  access_control_rules = "{\"NetworkRules\":[\"alicloud_kms_network_rule.office.network_rule_name\"]}"
}

resource "alicloud_kms_policy" "encoded" {
  policy_name          = "bills"
  kms_instance_id      = "kst-hzz66a1b2c3d4e5f6g7h8"
  permissions          = ["RbacPermission/Template/CryptoServiceKeyUser"]
  resources            = ["key/key-hzz62f1cb66fa42qoabce"]
  access_control_rules = jsonencode({ NetworkRules = ["alicloud_kms_network_rule.office.network_rule_name"] })
}

resource "alicloud_kms_policy" "heredoc" {
  policy_name          = "salaries"
  kms_instance_id      = "kst-hzz66a1b2c3d4e5f6g7h8"
  permissions          = ["RbacPermission/Template/CryptoServiceKeyUser"]
  resources            = ["key/key-hzz62f1cb66fa42qoabcf"]
  access_control_rules = <<-EOT
    {
      "NetworkRules": ["alicloud_kms_network_rule.office.network_rule_name"]
    }
  EOT
}
