# What is a block is no argument, and a map no block.
resource "alicloud_kms_instance" "list" {
  product_version = "3"
  vpc_id          = "vpc-bp1go9qvmj78j4f4cabcd"
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids     = ["vsw-bp16c5pvvcf0fp5b9abcd"]
  payment_type    = "PayAsYouGo"
  bind_vpcs = [{
    vpc_id       = "vpc-bp1go9qvmj78j4f4cabce"
    region_id    = "cn-hangzhou"
    vswitch_id   = "vsw-bp16c5pvvcf0fp5b9abce"
    vpc_owner_id = "1207089758810000"
  }]
}

resource "alicloud_kms_instance" "blocks" {
  product_version = "3"
  vpc_id          = "vpc-bp1go9qvmj78j4f4cabcd"
  zone_ids        = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids     = ["vsw-bp16c5pvvcf0fp5b9abcd"]
  payment_type    = "PayAsYouGo"
  bind_vpcs {
    vpc_id       = "vpc-bp1go9qvmj78j4f4cabce"
    region_id    = "cn-hangzhou"
    vswitch_id   = "vsw-bp16c5pvvcf0fp5b9abce"
    vpc_owner_id = "1207089758810000"
  }
}

resource "opentelekomcloud_blockstorage_volume_v2" "old" {
  size = 40
  metadata {
    __system__encrypted = "1"
    __system__cmkid     = "5b1f9c1e-7a3d-4d61-9a0e-2f0c6d8e4b17"
  }
}

resource "opentelekomcloud_blockstorage_volume_v2" "new" {
  size = 40
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "5b1f9c1e-7a3d-4d61-9a0e-2f0c6d8e4b17"
  }
}
