resource "alicloud_kms_network_rule" "office" {
  network_rule_name = "office"
  source_private_ip = ["10.10.0.0/16"]
}

resource "alicloud_kms_policy" "p" {
  policy_name          = "orders"
  kms_instance_id      = "kst-hzz662b622eksoqrb3nhu"
  permissions          = ["RbacPermission/Template/CryptoServiceKeyUser"]
  resources            = ["key/key-hzz62f1cb66fa42qoabcd"]
  access_control_rules = jsonencode({ NetworkRules = [alicloud_kms_network_rule.office.network_rule_name] })
}
