resource "alicloud_kms_instance" "north" {
  payment_type = "Subscription"
  vpc_num      = 5
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
  bind_vpcs {
    vpc_id       = "vpc-bp1f7k2m9q4t6w8y0a3c5"
    vswitch_id   = "vsw-bp1q2w3e4r5t6y7u8i9o0"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1473920586314207"
  }
}

# This one is left to the command.
resource "alicloud_kms_instance" "south" {
  payment_type = "Subscription"
  vpc_num      = 5
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
}

resource "terraform_data" "bind" {
  provisioner "local-exec" {
    command = "aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId ${alicloud_kms_instance.south.id} --BindVpcs '[{\"VpcId\":\"vpc-bp1z9x8c7v6b5n4m3a2s1\",\"VSwitchId\":\"vsw-bp1a2s3d4f5g6h7j8k9l0\",\"RegionId\":\"cn-hangzhou\",\"VpcOwnerId\":1473920586314207}]'"
  }
}
