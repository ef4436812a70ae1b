variable "instance" {
  type = string
}

locals {
  bindings = [{
    VpcId      = "vpc-bp1q2w3e4r5t6y7u8i9o0"
    VSwitchID  = "vsw-bp1z2x3c4v5b6n7m8q9w0"
    RegionId   = "cn-hangzhou"
    VpcOwnerId = 1286005371992043
  }]
}

resource "terraform_data" "bind" {
  provisioner "local-exec" {
    interpreter = ["/bin/bash", "-c"]
    command     = "aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId ${var.instance} --BindVpcs '${jsonencode(local.bindings)}'"
  }
}

resource "terraform_data" "alias" {
  provisioner "remote-exec" {
    inline = [
      "set -e",
      "ALIAS=reports.v2",
      "aliyun kms CreateAlias --AliasName \"alias/$ALIAS\" --KeyId key-hzz630494463ejqjx9abc",
    ]
  }
}

resource "terraform_data" "rename" {
  provisioner "local-exec" {
    command = <<-EOT
      curl -sS "$KMS/v1.0/${var.instance}/kms/update-key-alias" -d @- <<JSON
      {
        "key_id": "6c1f0b52-3a9e-4d87-b2c4-51e0f9a7d638",
        "key_alias": "${terraform.workspace}/default"
      }
      JSON
    EOT
  }
}
