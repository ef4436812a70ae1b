variable "data" {
  type      = string
  sensitive = true
}

variable "kind" {
  type = string
}

resource "alicloud_kms_secret" "not_json" {
  secret_name     = "not-json"
  secret_type     = "Rds"
  secret_data     = var.data
  version_id      = "v1"
  extended_config = "SecretSubType=SingleUser"
}

resource "alicloud_kms_secret" "binary" {
  secret_name      = "acs/ecs/binary"
  secret_type      = "ECS"
  secret_data      = var.data
  secret_data_type = "binary"
  version_id       = "v1"
  extended_config  = jsonencode({ SecretSubType = "Password", RegionId = "cn-hangzhou", InstanceId = "i-bp1f8f0a1b2c3d4e5f6a" })
}

resource "alicloud_kms_secret" "of_a_type_that_is_not_known" {
  secret_name     = "any"
  secret_type     = var.kind
  secret_data     = var.data
  version_id      = "v1"
  extended_config = jsonencode({ SecretSubType = "SingleUser" })
}

resource "alicloud_kms_secret" "members_that_are_not_known" {
  secret_name     = "merged"
  secret_type     = "Rds"
  secret_data     = var.data
  version_id      = "v1"
  extended_config = jsonencode({ (var.kind) = "rm-bp1b3dd3a506e4a8c", SecretSubType = "SingleUser" })
}
