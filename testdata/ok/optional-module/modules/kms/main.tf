variable "name" { type = string }
variable "cidr_block" { type = string }
variable "zones" { type = list(string) }

variable "enable" {
  type    = bool
  default = false
}

variable "rotation" {
  description = "how often the key is rotated; null switches rotation off"
  type        = string
  default     = "365d"
}

resource "alicloud_vpc" "this" {
  vpc_name   = var.name
  cidr_block = var.cidr_block
}

resource "alicloud_vswitch" "this" {
  count = length(var.zones)

  vpc_id     = alicloud_vpc.this.id
  zone_id    = var.zones[count.index]
  cidr_block = cidrsubnet(var.cidr_block, 8, count.index)
}

resource "alicloud_kms_instance" "this" {
  count = var.enable ? 1 : 0

  instance_name   = "${var.name}-kms"
  product_version = "3"
  payment_type    = "Subscription"
  period          = 12
  renew_status    = "AutoRenewal"
  renew_period    = 12

  vpc_num    = 1
  key_num    = 1000
  secret_num = 100
  spec       = 1000

  vpc_id      = alicloud_vpc.this.id
  zone_ids    = var.zones
  vswitch_ids = slice(alicloud_vswitch.this[*].id, 0, 1)

  renewal_period_unit = "M"

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_kms_key" "this" {
  count = var.enable ? 1 : 0

  description            = "data of ${var.name}"
  key_spec               = "Aliyun_AES_256"
  dkms_instance_id       = alicloud_kms_instance.this[0].id
  pending_window_in_days = 30
  automatic_rotation     = var.rotation == null ? "Disabled" : "Enabled"
  rotation_interval      = var.rotation
}

resource "alicloud_kms_alias" "this" {
  count = length(alicloud_kms_key.this)

  alias_name = "alias/${var.name}/data"
  key_id     = alicloud_kms_key.this[count.index].id
}

output "key_id" {
  value = one(alicloud_kms_key.this[*].id)
}
