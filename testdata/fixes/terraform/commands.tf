resource "terraform_data" "bind" {
  provisioner "local-exec" {
    command = "aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz66a1b2c3d4e5f6g7h8 --BindVpcs '{\"VpcId\":\"vpc-bp1q2w3e4r5t6y7u8i9o0\",\"VSwitchId\":\"vsw-bp1a2s3d4f5g6h7j8k9l0\",\"RegionID\":\"cn-hangzhou\",\"VpcOwnerId\":\"1486005371992043\"}'"
  }

  provisioner "local-exec" {
    command = <<-EOT
      aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz66a1b2c3d4e5f6g7h9 \
        --BindVpcs '[{"VpcId":"vpc-bp1q2w3e4r5t6y7u8i9o0","VSwitchId":"vsw-bp1a2s3d4f5g6h7j8k9l0","RegionID":"cn-hangzhou","VpcOwnerId":"1486005371992043"}]'
      aliyun kms CreateAlias --AliasName orders --KeyId 0e478b7a-4262-4802-b8cb-00d3fb405678
    EOT
  }
}
