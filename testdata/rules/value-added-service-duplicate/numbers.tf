resource "alicloud_kms_value_added_service" "number" {
  payment_type        = "PayAsYouGo"
  value_added_service = 2
}

resource "alicloud_kms_value_added_service" "text" {
  payment_type        = "PayAsYouGo"
  value_added_service = "2"
}
