resource "alicloud_kms_key" "a" {
  pend§ing_window = 7
}
