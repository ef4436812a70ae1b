resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "alicloud_kms_policy" "of_an_instance" {
  policy_name          = "of-an-instance"
  kms_instance_id      = alicloud_kms_instance.main.id
  permissions          = ["RbacPermission/Template/SecretUser"]
  resources            = ["secret/orders"]
  access_control_rules = jsonencode({ NetworkRules = ["office"] })
}

resource "alicloud_kms_policy" "outside" {
  policy_name          = "outside"
  kms_instance_id      = "shared"
  permissions          = ["RbacPermission/Template/SecretUser"]
  resources            = ["secret/orders"]
  access_control_rules = jsonencode({ NetworkRules = ["office"] })
}
