resource "alicloud_kms_policy" "app" {
  policy_name     = "app"
  kms_instance_id = "kst-hzz6a1b2c3d4e5f6g7h8i"
  permissions     = ["RbacPermission/Template/CryptoServiceKeyUser"]
  resources       = ["key/*"]
  access_control_rules = <<-EOF
    {
      "NetworkRules": [
        "alicloud_kms_network_rule.office.network_rule_name"
      ]
    }
  EOF
}

resource "alicloud_kms_key" "app" {
  description            = "app"
  pending_window_in_days = 30
  dkms_instance_id       = "kst-hzz6a1b2c3d4e5f6g7h8i"
  policy = jsonencode({
    Version = "2"
    Statement = [{
      Effect    = "Allow"
      Action    = ["kms:*"]
      Principal = { RAM = ["acs:ram::1286005371992043:*"] }
      Resource  = ["*"]
    }]
  })
}
