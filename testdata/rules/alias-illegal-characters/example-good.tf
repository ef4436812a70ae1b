resource "opentelekomcloud_kms_key_v1" "orders" {
  key_alias    = "shop:orders/database_1"
  pending_days = "14"
}
