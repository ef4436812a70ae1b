# Without bind_vpcs the command is the only one that writes.
resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 5
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1e6h8j0l2n4p6r8t0v2"]
  vpc_id       = "vpc-bp1d5g7i9k1m3o5q7s9u1"
}

resource "null_resource" "bind" {
  provisioner "local-exec" {
    command = "aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId ${alicloud_kms_instance.main.id} --BindVpcs '[{\"VpcId\":\"vpc-bp1z9x8c7v6b5n4m3a2s1\",\"VSwitchId\":\"vsw-bp1a2s3d4f5g6h7j8k9l0\",\"RegionId\":\"cn-hangzhou\",\"VpcOwnerId\":1473920586314207}]'"
  }
}
