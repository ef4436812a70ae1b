variable "bindings" {
  type = list(map(string))
}

resource "terraform_data" "bind" {
  provisioner "local-exec" {
    command = "aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId $INSTANCE --BindVpcs '${jsonencode(var.bindings)}'"
  }

  provisioner "local-exec" {
    interpreter = ["PowerShell", "-Command"]
    command     = "aliyun kms CreateAlias --AliasName `\"reports`\" --KeyId $env:KEY"
  }

  provisioner "remote-exec" {
    inline = ["echo aliyun kms CreateAlias --AliasName reports", "true"]
  }
}
