resource "alicloud_ecs_disk" "data" {
  zone_id    = "cn-hangzhou-k"
  size       = 20
  encrypted  = true
  kms_key_id = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}
