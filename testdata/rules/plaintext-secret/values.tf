variable "given" {
  sensitive = true
  default   = "hunter2"
}

resource "alicloud_kms_secret" "literal" {
  secret_name = "literal"
  secret_data = "correct horse battery staple"
  version_id  = "v1"
}

resource "alicloud_kms_secret" "default" {
  secret_name = "default"
  secret_data = var.given
  version_id  = "v1"
}
