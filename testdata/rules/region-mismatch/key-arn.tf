provider "alicloud" {
  region = "cn-hangzhou"
}

resource "alicloud_ecs_disk" "data" {
  zone_id    = "cn-hangzhou-k"
  size       = 20
  encrypted  = true
  kms_key_id = "acs:kms:cn-beijing:1540355698841234:key/key-hzz62f1cb66fa42qoabcd"
}
