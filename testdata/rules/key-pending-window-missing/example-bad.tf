resource "alicloud_kms_key" "orders" {
  description = "orders"
}
