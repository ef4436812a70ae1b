resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 3
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

resource "terraform_data" "bind" {
  provisioner "local-exec" {
    command = "aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId ${alicloud_kms_instance.main.id} --BindVpcs '[{\"VpcId\":\"vpc-bp15z92ev9jflxq14c2l2\",\"VSwitchId\":\"vsw-bp1i512amda6d10a0abc2\",\"RegionId\":\"cn-hangzhou\",\"VpcOwnerId\":1207089758810000}]'"
  }
}
