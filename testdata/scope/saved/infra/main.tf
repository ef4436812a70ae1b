resource "terraform_data" "bind" {
  provisioner "local-exec" {
    command = "aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId kst-hzz662b622eksoqrb3nhu --BindVpcs '[{\"VpcId\":\"vpc-bp1q2w3e4r5t6y7u8i9o7\",\"VSwitchId\":\"vsw-bp1a2s3d4f5g6h7j8k9l7\",\"RegionId\":\"cn-hangzhou\",\"VpcOwnerId\":1486005371992043}]'"
  }
}
