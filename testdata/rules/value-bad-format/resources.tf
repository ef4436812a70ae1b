variable "days" {}

resource "alicloud_kms_key" "year" {
  automatic_rotation     = "Enabled"
  rotation_interval      = "1y"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "partly_known" {
  automatic_rotation     = "Enabled"
  rotation_interval      = "${var.days}y"
  pending_window_in_days = 30
}

resource "alicloud_kms_client_key" "example_of_the_documentation" {
  aap_name              = "reports"
  password              = var.days
  not_before            = "2022-08-10T08:03:30Z"
  not_after             = "2023-08-10T08:03:30Z"
  private_key_data_file = "key.json"
}

resource "opentelekomcloud_kms_key_v1" "tagged" {
  key_alias = "tagged"
  tags = {
    "cost center" = "4711"
    team          = "reports"
  }
}
