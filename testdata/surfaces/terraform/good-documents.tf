resource "alicloud_kms_network_rule" "office" {
  network_rule_name = "office"
  source_private_ip = ["10.0.0.0/24"]
}

resource "alicloud_kms_policy" "app" {
  policy_name     = "app"
  kms_instance_id = "kst-hzz6a1b2c3d4e5f6g7h8i"
  permissions     = ["RbacPermission/Template/CryptoServiceKeyUser"]
  resources       = ["key/*"]
  access_control_rules = jsonencode({
    NetworkRules = [alicloud_kms_network_rule.office.network_rule_name]
  })
}
