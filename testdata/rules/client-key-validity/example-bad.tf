variable "password" {
  type      = string
  sensitive = true
}

resource "alicloud_kms_client_key" "c" {
  aap_name              = "web"
  password              = var.password
  not_before            = "2026-08-10T08:03:30Z"
  not_after             = "2027-08-10 T08:03:30Z"
  private_key_data_file = "client.json"
}
