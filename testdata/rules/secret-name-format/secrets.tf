# Up to 192 letters, digits and _/+=.@-
resource "alicloud_kms_secret" "longest" {
  secret_name = "shop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abc"
  secret_data = var.data
  version_id  = "v1"
}

resource "alicloud_kms_secret" "too_long" {
  secret_name = "shop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcshop/abcd"
  secret_data = var.data
  version_id  = "v1"
}

resource "alicloud_kms_secret" "every_sign" {
  secret_name = "Shop_1/a+b=c.d@e-f"
  secret_data = var.data
  version_id  = "v1"
}

resource "alicloud_kms_secret" "blank" {
  secret_name = "shop database"
  secret_data = var.data
  version_id  = "v1"
}

resource "alicloud_kms_secret" "colon" {
  secret_name = "shop:database"
  secret_data = var.data
  version_id  = "v1"
}

resource "alicloud_kms_secret" "known_in_part" {
  secret_name = "${var.team}:database"
  secret_data = var.data
  version_id  = "v1"
}

resource "alicloud_kms_secret" "unknown" {
  secret_name = "${var.team}/database"
  secret_data = var.data
  version_id  = "v1"
}

# What begins with acs/ belongs to the cloud, except the secrets of ECS, which have to.
resource "alicloud_kms_secret" "reserved" {
  secret_name = "acs/database"
  secret_data = var.data
  version_id  = "v1"
}

resource "alicloud_kms_secret" "reserved_for_databases" {
  secret_name     = "acs/database"
  secret_type     = "Rds"
  secret_data     = var.data
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "near_reserved" {
  secret_name = "acs-database"
  secret_data = var.data
  version_id  = "v1"
}

resource "alicloud_kms_secret" "ecs" {
  secret_name     = "acs/ecs/login"
  secret_type     = "ECS"
  secret_data     = var.data
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "ecs_elsewhere" {
  secret_name     = "shop/login"
  secret_type     = "ECS"
  secret_data     = var.data
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "ecs_near" {
  secret_name     = "acs/ecs"
  secret_type     = "ECS"
  secret_data     = var.data
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "ecs_perhaps" {
  secret_name     = "${var.team}/login"
  secret_type     = "ECS"
  secret_data     = var.data
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "unknown_type" {
  secret_name     = "acs/ecs/login"
  secret_type     = var.type
  secret_data     = var.data
  version_id      = "v1"
  extended_config = var.config
}

# The secret of RAM credentials has one name.
resource "alicloud_kms_secret" "ram" {
  secret_name     = "$Auto"
  secret_type     = "RAMCredentials"
  secret_data     = var.data
  version_id      = "v1"
  extended_config = var.config
}

resource "alicloud_kms_secret" "ram_named" {
  secret_name     = "shop/ram"
  secret_type     = "RAMCredentials"
  secret_data     = var.data
  version_id      = "v1"
  extended_config = var.config
}

variable "data" {
  type      = string
  sensitive = true
}

variable "team" {
  type = string
}

variable "type" {
  type = string
}

variable "config" {
  type = string
}
