data "opentelekomcloud_kms_key_v1" "shared" {
  key_alias = "shared"
}

resource "opentelekomcloud_kms_key_v1" "own" {
  key_alias    = "own"
  pending_days = "7"
}

resource "opentelekomcloud_kms_grant_v1" "reader" {
  key_id            = opentelekomcloud_kms_key_v1.own.id
  name              = "reader"
  grantee_principal = "0d0466b0e7274d9cb35df84bb474a37e"
  operations        = ["describe-key", "decrypt-datakey"]
}

resource "opentelekomcloud_evs_volume_v3" "data" {
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 20
  kms_id            = opentelekomcloud_kms_key_v1.own.id
}

resource "opentelekomcloud_obs_bucket" "data" {
  bucket = "data"

  server_side_encryption {
    algorithm  = "kms"
    kms_key_id = data.opentelekomcloud_kms_key_v1.shared.id
  }
}
