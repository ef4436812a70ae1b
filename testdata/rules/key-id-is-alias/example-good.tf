data "opentelekomcloud_kms_key_v1" "disks" {
  key_alias = "evs/default"
}

resource "opentelekomcloud_evs_volume_v3" "data" {
  name              = "data"
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 20
  kms_id            = data.opentelekomcloud_kms_key_v1.disks.id
}
