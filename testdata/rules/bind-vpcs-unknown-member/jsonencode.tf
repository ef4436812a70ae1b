locals {
  shared = jsonencode([
    {
      VpcId      = "vpc-uf6w5e8r2t6y9u3i7o4pa"
      VswitchId  = "vsw-uf6w5e8r2t6y9u3i7o4pa"
      RegionId   = "cn-shanghai"
      VpcOwnerId = "1486005371992041"
    },
  ])
}

resource "terraform_data" "bind" {
  provisioner "local-exec" {
    command = <<-EOT
      aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-shh65a7b8c9d0e1f2g3h4 \
        --BindVpcs '${local.shared}'
      aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-shh75a7b8c9d0e1f2g3h4 \
        --BindVpcs '${jsonencode([{ VpcID = "vpc-uf6w5e8r2t6y9u3i7o4pb", VSwitchId = "vsw-uf6w5e8r2t6y9u3i7o4pb", RegionId = "cn-shanghai", VpcOwnerId = 1486005371992041 }])}'
    EOT
  }
}
