provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "beijing"
  region = "cn-beijing"
}

resource "alicloud_kms_alias" "each" {
  for_each   = toset(["one", "two"])
  alias_name = "alias/shared"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "own" {
  for_each   = toset(["one", "two"])
  alias_name = "alias/${each.key}"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_alias" "north" {
  provider   = alicloud.beijing
  alias_name = "alias/shared"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}
