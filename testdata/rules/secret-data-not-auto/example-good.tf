resource "alicloud_kms_secret" "s" {
  secret_name     = "redis"
  secret_type     = "Redis"
  secret_data     = "$Auto"
  version_id      = "v1"
  extended_config = jsonencode({ SecretSubType = "SingleUser" })
}
