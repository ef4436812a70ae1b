resource "alicloud_kms_secret" "redis" {
  secret_name     = "cache/redis"
  secret_type     = "Redis"
  secret_data     = "none:${var.data}"
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "polardb" {
  secret_name     = "cache/polardb"
  secret_type     = "PolarDB"
  secret_data     = "{\"Password\":\"${var.data}\"}"
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "longer" {
  secret_name     = "cache/longer"
  secret_type     = "Redis"
  secret_data     = "$Auto${var.data}!"
  version_id      = "v1"
  extended_config = var.config
}

# The word itself, what may be the word, and types that bring their own data.
resource "alicloud_kms_secret" "auto" {
  secret_name     = "cache/auto"
  secret_type     = "Redis"
  secret_data     = "$Auto"
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "unknown" {
  secret_name     = "cache/unknown"
  secret_type     = "PolarDB"
  secret_data     = var.data
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "perhaps_auto" {
  secret_name     = "cache/perhaps_auto"
  secret_type     = "Redis"
  secret_data     = "${var.data}"
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "rds" {
  secret_name     = "cache/rds"
  secret_type     = "Rds"
  secret_data     = jsonencode({ Accounts = [{ AccountName = "app", AccountPassword = var.data }] })
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "unknown_type" {
  secret_name     = "cache/unknown_type"
  secret_type     = var.type
  secret_data     = "{\"Password\":\"${var.data}\"}"
  version_id      = "v1"
  extended_config = var.config
}

variable "data" {
  type      = string
  sensitive = true
}

variable "type" {
  type = string
}

variable "config" {
  type = string
}
