resource "flexibleengine_kms_key_v1" "files" {
  key_alias = "files"
}

resource "flexibleengine_sfs_file_system_v2" "key_alone" {
  size = 100
  metadata = {
    "#sfs_crypt_key_id" = flexibleengine_kms_key_v1.files.id
  }
}

resource "flexibleengine_sfs_file_system_v2" "without_alias" {
  size = 100
  metadata = {
    "#sfs_crypt_key_id"    = flexibleengine_kms_key_v1.files.id
    "#sfs_crypt_domain_id" = "07761bf1311933584276a7ef6bdb912c"
  }
}

resource "huaweicloud_sfs_file_system" "without_key" {
  size = 100
  metadata = {
    "#sfs_crypt_alias"     = "files"
    "#sfs_crypt_domain_id" = "07761bf1311933584276a7ef6bdb912c"
  }
}

resource "flexibleengine_sfs_file_system_v2" "all" {
  size = 100
  metadata = {
    "#sfs_crypt_key_id"    = flexibleengine_kms_key_v1.files.id
    "#sfs_crypt_domain_id" = flexibleengine_kms_key_v1.files.domain_id
    "#sfs_crypt_alias"     = flexibleengine_kms_key_v1.files.key_alias
  }
}

resource "flexibleengine_sfs_file_system_v2" "none" {
  size     = 100
  metadata = { owner = "statistics" }
}

resource "huaweicloud_evsv3_volume" "without_key" {
  metadata = {
    __system__encrypted = "1"
  }
}
