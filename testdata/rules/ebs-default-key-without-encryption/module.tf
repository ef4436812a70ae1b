provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "beijing"
  region = "cn-beijing"
}

resource "alicloud_ecs_disk_encryption_by_default" "south" {
  encrypted = true
}

resource "alicloud_ecs_disk_default_kms_key" "south" {
  kms_key_id = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  depends_on = [alicloud_ecs_disk_encryption_by_default.south]
}

resource "alicloud_ecs_disk_default_kms_key" "north" {
  provider   = alicloud.beijing
  kms_key_id = "7906979c-8e06-46a2-be2d-68e3ccbc5678"
}
