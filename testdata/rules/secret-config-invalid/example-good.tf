variable "accounts" {
  type      = string
  sensitive = true
}

resource "alicloud_kms_secret" "orders" {
  secret_name = "orders-database"
  secret_type = "Rds"
  secret_data = var.accounts
  version_id  = "v1"

  extended_config = jsonencode({
    SecretSubType = "SingleUser"
    DBInstanceId  = "rm-bp1b3dd3a506e4a8c"
  })
}
