resource "alicloud_kms_secret" "s" {
  secret_name = "redis"
  secret_type = "Redis"
  secret_data = "$Auto"
  version_id  = "v1"

  extended_config = jsonencode({
    SecretSubType    = "DoubleUsers"
    AccountName      = "sessions"
    CloneAccountName = "sessions_clone"
    AccountPrivilege = "RoleReadWrite"
    InstanceId       = "r-bp1k6m3x8c5v2b7n4"
    RegionId         = "cn-hangzhou"
  })
}
