resource "alicloud_kms_instance" "main" {
  payment_type = "PayAsYouGo"
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}

locals {
  intervals = {
    shortest = "7d"
    hours    = "168h"
    longest  = "365d"
    seconds  = "31536000s"
  }
}

resource "alicloud_kms_key" "right" {
  for_each               = local.intervals
  dkms_instance_id       = alicloud_kms_instance.main.id
  automatic_rotation     = "Enabled"
  rotation_interval      = each.value
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "short" {
  dkms_instance_id       = alicloud_kms_instance.main.id
  automatic_rotation     = "Enabled"
  rotation_interval      = "167h"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "long" {
  dkms_instance_id       = alicloud_kms_instance.main.id
  automatic_rotation     = "Enabled"
  rotation_interval      = "8784h"
  pending_window_in_days = 30
}

# Outside of instances there is one interval.
resource "alicloud_kms_key" "outside" {
  automatic_rotation     = "Enabled"
  rotation_interval      = "30d"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "yearly" {
  automatic_rotation     = "Enabled"
  rotation_interval      = "8760h"
  pending_window_in_days = 30
}

variable "data" {
  sensitive = true
}

resource "alicloud_kms_secret" "often" {
  secret_name               = "often"
  secret_data               = var.data
  version_id                = "v1"
  secret_type               = "Rds"
  extended_config           = jsonencode({ SecretSubType = "SingleUser", DBInstanceId = "rm-bp1b3dd3a506e4a8c" })
  enable_automatic_rotation = true
  rotation_interval         = "5h"
}

resource "alicloud_kms_secret" "enough" {
  secret_name               = "enough"
  secret_data               = var.data
  version_id                = "v1"
  secret_type               = "Rds"
  extended_config           = jsonencode({ SecretSubType = "SingleUser", DBInstanceId = "rm-bp1b3dd3a506e4a8c" })
  enable_automatic_rotation = true
  rotation_interval         = "6h"
}
