# What is not known is drawn dashed, and says why.
variable "key" {
  type = string
}

variable "quota" {
  type = number
}

variable "vpcs" {
  type = list(string)
}

variable "stage" {
  type = string
}

variable "disks" {
  type = number
}

resource "alicloud_kms_instance" "main" {
  product_version = "3"
  payment_type    = "Subscription"
  spec            = "1000"
  vpc_num         = var.quota
  key_num         = 1000
  secret_num      = 0
  vpc_id          = "vpc-gw8a1s2d3f4g5h6j7k8l9"
  zone_ids        = ["eu-central-1a", "eu-central-1b"]
  vswitch_ids     = ["vsw-gw8z1x2c3v4b5n6m7q8w9"]

  dynamic "bind_vpcs" {
    for_each = var.vpcs
    content {
      vpc_id       = bind_vpcs.value
      vswitch_id   = "vsw-gw8p2l7d4s9f1g6h3j5ka"
      region_id    = "eu-central-1"
      vpc_owner_id = "1486005371992043"
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Both name one variable: that is one thing.
resource "alicloud_ecs_disk" "one" {
  size       = 40
  encrypted  = true
  kms_key_id = var.key
}

resource "alicloud_ecs_disk" "two" {
  size       = 40
  encrypted  = true
  kms_key_id = var.key
}

resource "alicloud_ecs_disk" "several" {
  count      = var.disks
  size       = 40
  encrypted  = true
  kms_key_id = "key-gw8mm5yxu65c2v9n4b6a1"
}

resource "alicloud_hbr_vault" "backup" {
  vault_name   = "backup"
  encrypt_type = "KMS"
  kms_key_id   = "alias/${var.stage}-backup"
}

resource "random_pet" "key" {}

resource "alicloud_ecs_disk" "odd" {
  size       = 40
  encrypted  = true
  kms_key_id = random_pet.key.id
}

# Whether the key does anything is not known.
variable "encrypted" {
  type = bool
}

resource "alicloud_ecs_disk" "perhaps" {
  size       = 40
  encrypted  = var.encrypted
  kms_key_id = "key-gw8mm5yxu65c2v9n4b6a1"
}
