module "remote" {
  source  = "terraform-alicloud-modules/kms/alicloud"
  version = "1.0.0"
  alias   = "alias/remote"
}
module "missing" {
  source = "git::https://example.com/kms.git"
}
resource "alicloud_kms_alias" "out" {
  alias_name = module.remote.name
  key_id     = module.missing.key_id
}
resource "alicloud_kms_alias" "again" {
  alias_name = module.missing.names[0]
  key_id     = module.missing.key_id
}
