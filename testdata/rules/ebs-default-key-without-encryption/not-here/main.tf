# The switch may stand in a module that is not installed.
resource "alicloud_ecs_disk_default_kms_key" "default" {
  kms_key_id = "key-hzz65c3d2b1a0f9e8d7c6"
}

module "encryption" {
  source  = "terraform-alicloud-modules/disk-encryption/alicloud"
  version = "1.0.0"
}
