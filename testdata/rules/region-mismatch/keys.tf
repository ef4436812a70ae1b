provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "north"
  region = "cn-beijing"
}

resource "alicloud_kms_key" "north" {
  provider               = alicloud.north
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "south" {
  pending_window_in_days = 30
}

resource "alicloud_kms_alias" "north" {
  alias_name = "alias/north"
  key_id     = alicloud_kms_key.north.id
}

resource "alicloud_ecs_disk" "south" {
  zone_id    = "cn-hangzhou-k"
  encrypted  = true
  kms_key_id = alicloud_kms_key.south.id
}

resource "alicloud_oss_bucket_replication" "copy" {
  bucket = "orders"
  action = "ALL"

  destination {
    bucket   = "orders-copy"
    location = "oss-cn-beijing"
  }

  encryption_configuration {
    replica_kms_key_id = alicloud_kms_key.north.id
  }
}
