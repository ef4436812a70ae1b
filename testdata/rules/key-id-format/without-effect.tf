resource "alicloud_star_rocks_instance" "off" {
  encrypted  = false
  kms_key_id = "orders"
}

resource "alicloud_star_rocks_instance" "on" {
  encrypted  = true
  kms_key_id = "orders"
}
