resource "alicloud_kms_secret" "only_instance" {
  secret_name      = "shop/database"
  secret_data      = var.data
  version_id       = "v1"
  dkms_instance_id = "kst-hzz65f0e7d2c9a1b4d8e6"
}

resource "alicloud_kms_secret" "only_key" {
  secret_name       = "shop/mail"
  secret_data       = var.data
  version_id        = "v1"
  encryption_key_id = "key-hzz66f8c1d24a09b7e35d"
}

resource "alicloud_kms_secret" "both" {
  secret_name       = "shop/payments"
  secret_data       = var.data
  version_id        = "v1"
  dkms_instance_id  = "kst-hzz65f0e7d2c9a1b4d8e6"
  encryption_key_id = "key-hzz66f8c1d24a09b7e35d"
}

resource "alicloud_kms_secret" "neither" {
  secret_name = "shop/search"
  secret_data = var.data
  version_id  = "v1"
}

# The second may be set, and the first may be null.
resource "alicloud_kms_secret" "perhaps_both" {
  secret_name       = "shop/stock"
  secret_data       = var.data
  version_id        = "v1"
  dkms_instance_id  = "kst-hzz65f0e7d2c9a1b4d8e6"
  encryption_key_id = var.key
}

resource "alicloud_kms_secret" "perhaps_neither" {
  secret_name      = "shop/reports"
  secret_data      = var.data
  version_id       = "v1"
  dkms_instance_id = var.instance
}

variable "data" {
  type      = string
  sensitive = true
}

variable "key" {
  type = string
}

variable "instance" {
  type = string
}
