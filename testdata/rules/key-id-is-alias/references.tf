resource "alicloud_kms_key" "orders" {
  pending_window_in_days = 30
}

resource "alicloud_kms_alias" "orders" {
  alias_name = "alias/orders"
  key_id     = alicloud_kms_key.orders.id
}

# The id of an alias is its name.
resource "alicloud_ecs_disk" "by_id" {
  zone_id    = "cn-hangzhou-k"
  encrypted  = true
  kms_key_id = alicloud_kms_alias.orders.id
}

resource "alicloud_ecs_disk" "by_name" {
  zone_id    = "cn-hangzhou-k"
  encrypted  = true
  kms_key_id = alicloud_kms_alias.orders.alias_name
}

resource "alicloud_ecs_disk" "by_key" {
  zone_id    = "cn-hangzhou-k"
  encrypted  = true
  kms_key_id = alicloud_kms_alias.orders.key_id
}

resource "alicloud_hbr_policy_binding" "copy" {
  source_type    = "UDM_ECS"
  policy_id      = "po-000abcd12345"
  data_source_id = "i-bp1abcd12345"
  advanced_options {
    udm_detail {
      destination_kms_key_id = "alias/acs/hbr"
    }
  }
}
