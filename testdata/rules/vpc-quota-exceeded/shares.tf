# Two accounts take one access each, and so does the bound VPC.
resource "alicloud_kms_instance" "shared" {
  payment_type = "Subscription"
  vpc_num      = 2
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
  bind_vpcs {
    vpc_id       = "vpc-bp15z92ev9jflxq14c2l1"
    vswitch_id   = "vsw-bp1i512amda6d10a0abc1"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }
}

resource "alicloud_resource_manager_resource_share" "keys" {
  resource_share_name = "keys"
}

resource "alicloud_resource_manager_shared_resource" "instance" {
  resource_share_id = alicloud_resource_manager_resource_share.keys.id
  resource_id       = alicloud_kms_instance.shared.id
  resource_type     = "KMSInstance"
}

resource "alicloud_resource_manager_shared_target" "accounts" {
  for_each          = toset(["1192853035111234", "1192853035111235"])
  resource_share_id = alicloud_resource_manager_resource_share.keys.id
  target_id         = each.value
}

# The same in one resource. Folders are any number of accounts, so they do not count.
resource "alicloud_kms_instance" "inline" {
  payment_type = "Subscription"
  vpc_num      = 0
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "alicloud_resource_manager_resource_share" "inline" {
  resource_share_name = "inline"
  targets             = ["1192853035111234", "fd-a1b2c3d4e5", "1192853035111234"]
  resources {
    resource_id   = alicloud_kms_instance.inline.id
    resource_type = "KMSInstance"
  }
}

# A share of something else.
resource "alicloud_kms_instance" "alone" {
  payment_type = "Subscription"
  vpc_num      = 1
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
}

resource "alicloud_resource_manager_resource_share" "network" {
  resource_share_name = "network"
  targets             = ["1192853035111234", "1192853035111235"]
  resources {
    resource_id   = "vsw-bp1i512amda6d10a0abc0"
    resource_type = "VSwitch"
  }
}
