variable "data" {
  type = string
}

resource "alicloud_kms_secret" "s" {
  secret_name      = "web"
  secret_data      = var.data
  version_id       = "v1"
  dkms_instance_id = "kst-hzz662b622eksoqrb3nhu"
}
