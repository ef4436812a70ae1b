variable "data" {
  type = string
}

resource "alicloud_kms_secret" "s" {
  secret_name = "shop/payments"
  secret_data = var.data
  version_id  = "v1"
}
