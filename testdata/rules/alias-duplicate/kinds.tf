# Nothing says that the alias of a key and an alias that is added to it are of one kind.
resource "huaweicloud_kms_key" "orders" {
  key_alias = "alias/orders"
}

resource "huaweicloud_kms_alias" "orders" {
  key_id = huaweicloud_kms_key.orders.id
  alias  = "alias/orders"
}

# A replica has it in another region.
resource "huaweicloud_kms_key_replicate" "south" {
  key_id             = huaweicloud_kms_key.orders.id
  replica_region     = "cn-south-1"
  replica_project_id = "0970dd7a1300f5672ff2c003c60ae115"
  key_alias          = "alias/orders"
}

resource "huaweicloud_kms_key_replicate" "east" {
  key_id             = huaweicloud_kms_key.orders.id
  replica_region     = "cn-east-3"
  replica_project_id = "0970dd7a1300f5672ff2c003c60ae116"
  key_alias          = "alias/orders"
}

resource "huaweicloud_kms_alias" "orders_again" {
  key_id = huaweicloud_kms_key.orders.id
  alias  = "alias/orders"
}
