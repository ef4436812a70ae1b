resource "alicloud_kms_alias" "upper" {
  alias_name = "alias/upper"
  key_id     = "0E478B7A-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "short" {
  alias_name = "alias/short"
  key_id     = "key-hzz"
}

resource "alicloud_kms_policy" "shared" {
  policy_name          = "shared"
  kms_instance_id      = "shared"
  permissions          = ["RbacPermission/Template/CryptoServiceSecretUser"]
  resources            = ["secret/orders"]
  access_control_rules = jsonencode({ NetworkRules = ["office"] })
}

resource "alicloud_kms_policy" "named" {
  policy_name          = "named"
  kms_instance_id      = "orders"
  permissions          = ["RbacPermission/Template/CryptoServiceKeyUser"]
  resources            = ["key/key-hzz62f1cb66fa42qo1234"]
  access_control_rules = jsonencode({ NetworkRules = ["office"] })
}
