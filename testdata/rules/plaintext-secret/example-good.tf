variable "data" {
  type      = string
  sensitive = true
}

resource "alicloud_kms_secret" "s" {
  secret_name = "web"
  secret_data = var.data
  version_id  = "v1"
}
