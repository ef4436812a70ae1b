resource "opentelekomcloud_evs_volume_v3" "data" {
  name              = "data"
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 20
  kms_id            = "evs/default"
}
