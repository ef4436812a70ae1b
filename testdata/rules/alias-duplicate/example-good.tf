provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "beijing"
  region = "cn-beijing"
}

resource "alicloud_kms_alias" "south" {
  alias_name = "alias/shop"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "north" {
  provider   = alicloud.beijing
  alias_name = "alias/shop"
  key_id     = "7906979c-8e06-46a2-be2d-68e3ccbc5678"
}
