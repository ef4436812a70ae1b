resource "opentelekomcloud_evs_volume_v3" "upper" {
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 40
  kms_id            = "C2A7E51B-3F0D-4E68-9B14-5D7F8A60E913"
}

# One capital letter is enough.
resource "opentelekomcloud_evs_volume_v3" "mixed" {
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 40
  kms_id            = "c2a7e51b-3f0d-4e68-9b14-5d7f8a60e91A"
}

resource "opentelekomcloud_evs_volume_v3" "lower" {
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 40
  kms_id            = "c2a7e51b-3f0d-4e68-9b14-5d7f8a60e913"
}

resource "opentelekomcloud_evs_volume_v3" "unknown" {
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 40
  kms_id            = "C2A7E51B-${var.rest}"
}

# Written as it should be before it arrives.
resource "opentelekomcloud_evs_volume_v3" "lowered" {
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 40
  kms_id            = lower("C2A7E51B-3F0D-4E68-9B14-5D7F8A60E913")
}

variable "rest" {
  type = string
}
