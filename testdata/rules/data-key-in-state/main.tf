# Its plain text is in the state.
data "opentelekomcloud_kms_data_key_v1" "backups" {
  key_id         = "c2a7e51b-3f0d-4e68-9b14-5d7f8a60e913"
  datakey_length = "512"
}

data "huaweicloud_kms_data_key" "backups" {
  key_id         = "c2a7e51b-3f0d-4e68-9b14-5d7f8a60e913"
  datakey_length = "512"
}

# Not made, so kept nowhere.
data "opentelekomcloud_kms_data_key_v1" "never" {
  count          = 0
  key_id         = "c2a7e51b-3f0d-4e68-9b14-5d7f8a60e913"
  datakey_length = "512"
}

# A key that is looked up leaves no secret behind.
data "opentelekomcloud_kms_key_v1" "backups" {
  key_alias = "backups"
}
