data "opentelekomcloud_kms_key_v1" "disks" {
  key_alias = "evs/default"
}

resource "opentelekomcloud_evs_volume_v3" "by_alias" {
  name              = "data"
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 20
  kms_id            = data.opentelekomcloud_kms_key_v1.disks.key_alias
}

resource "opentelekomcloud_evs_volume_v3" "by_id" {
  name              = "data"
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 20
  kms_id            = data.opentelekomcloud_kms_key_v1.disks.id
}

resource "alicloud_ecs_disk" "by_alias" {
  zone_id    = "cn-hangzhou-k"
  size       = 20
  encrypted  = true
  kms_key_id = "alias/orders"
}

resource "alicloud_ecs_disk" "of_the_service" {
  zone_id    = "cn-hangzhou-k"
  size       = 20
  encrypted  = true
  kms_key_id = "alias/acs/ecs"
}
