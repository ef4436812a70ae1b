resource "alicloud_kms_network_rule" "office" {
  network_rule_name = "office"
  source_private_ip = ["10.10.0.0/16"]
}

resource "alicloud_kms_policy" "orders" {
  policy_name          = "orders"
  kms_instance_id      = "shared"
  permissions          = ["RbacPermission/Template/CryptoServiceKeyUser"]
  resources            = ["key/*"]
  access_control_rules = "{\"NetworkRules\":[\"alicloud_kms_network_rule.office.network_rule_name\"]}"
}
