provider "alicloud" {}
resource "alicloud_vpc" "inherits" {}
