locals {
  zones = { k = "cn-hangzhou-k", j = "cn-hangzhou-j" }
}

resource "alicloud_vpc" "this" {
  for_each   = toset(["home", "other"])
  cidr_block = "10.0.0.0/16"
}

resource "alicloud_vswitch" "this" {
  for_each   = { for pair in setproduct(["home", "other"], ["k", "j"]) : "${pair[0]}-${pair[1]}" => pair }
  vpc_id     = alicloud_vpc.this[each.value[0]].id
  zone_id    = local.zones[each.value[1]]
  cidr_block = "10.0.1.0/24"
}

resource "alicloud_kms_instance" "good" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = alicloud_vpc.this["home"].id
  zone_ids     = [for letter in ["k", "j"] : local.zones[letter]]
  vswitch_ids  = [for letter in ["k", "j"] : alicloud_vswitch.this["home-${letter}"].id]
}

resource "alicloud_kms_instance" "bad" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = alicloud_vpc.this["home"].id
  zone_ids     = [for letter in ["k", "j"] : local.zones[letter]]
  vswitch_ids  = [for letter in ["k", "j"] : alicloud_vswitch.this["other-${letter}"].id]
}
