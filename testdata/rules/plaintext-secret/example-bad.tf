resource "alicloud_kms_secret" "s" {
  secret_name = "web"
  secret_data = "correct horse battery staple"
  version_id  = "v1"
}
