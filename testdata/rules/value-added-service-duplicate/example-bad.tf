resource "alicloud_kms_value_added_service" "a" {
  payment_type        = "Subscription"
  period              = 1
  value_added_service = "2"
}

resource "alicloud_kms_value_added_service" "b" {
  payment_type        = "Subscription"
  period              = 1
  value_added_service = "2"
}
