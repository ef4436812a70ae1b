# The number is written as it should be, only not where the command stands.
locals {
  bindings = jsonencode([{
    VpcId      = "vpc-bp15z92ev9jflxq14c2l9"
    VSwitchId  = "vsw-bp1i512amda6d10a0abc9"
    RegionId   = "cn-hangzhou"
    VpcOwnerId = 1207089758810000
  }])
  quoted = jsonencode([{
    VpcId      = "vpc-bp15z92ev9jflxq14c2l9"
    VSwitchId  = "vsw-bp1i512amda6d10a0abc9"
    RegionId   = "cn-hangzhou"
    VpcOwnerId = "1207089758810000"
  }])
}

resource "terraform_data" "bind" {
  provisioner "local-exec" {
    command = "aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz662b622eksoqrb3nhu --BindVpcs '${local.bindings}'"
  }
}

resource "terraform_data" "quoted" {
  provisioner "local-exec" {
    command = "aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId kst-hzz662b622eksoqrb3nhv --BindVpcs '${local.quoted}'"
  }
}
