locals {
  policy = jsonencode({
    Version = "1"
    Statement = [{
      Effect    = "Allow"
      Principal = { RAM = ["acs:ram::1473920586314207:*"] }
      Action    = ["kms:*"]
      Resource  = ["*"]
    }]
  })
}

resource "alicloud_kms_key" "outside" {
  policy                 = local.policy
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "inside" {
  policy                 = local.policy
  dkms_instance_id       = "kst-hzz65f0e7d2c9a1b4d8e6"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "perhaps_inside" {
  policy                 = local.policy
  dkms_instance_id       = var.instance
  pending_window_in_days = 30
}

# It may be null.
resource "alicloud_kms_key" "perhaps_without_policy" {
  policy                 = var.policy
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "without_policy" {
  policy                 = null
  pending_window_in_days = 30
}

resource "alicloud_kms_secret" "outside" {
  secret_name = "shop/database"
  secret_data = var.data
  version_id  = "v1"
  policy      = local.policy
}

variable "instance" {
  type = string
}

variable "policy" {
  type = string
}

variable "data" {
  type      = string
  sensitive = true
}
