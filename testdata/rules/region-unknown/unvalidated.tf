# A private cloud has regions of its own.
provider "alicloud" {
  region                 = "cn-finance-hz"
  skip_region_validation = true
}

provider "alicloud" {
  alias                  = "public"
  region                 = "cn-hangzou"
  skip_region_validation = false
}

resource "alicloud_kms_alias" "private" {
  alias_name = "alias/orders"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401299"
}

resource "alicloud_kms_alias" "public" {
  provider   = alicloud.public
  alias_name = "alias/orders"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401299"
}
