# kmslint: ignore[alias-without-prefix] made before the rule was known
resource "alicloud_kms_alias" "block" {
  alias_name = "block"
  key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
}

resource "alicloud_kms_alias" "argument" {
  # kmslint: ignore[alias-without-prefix] made before the rule was known
  alias_name = (
    true
    ? "argument"
    : "other"
  )
  key_id = "key-hzz65c3d2b1a0f9e8d7c6"
}

resource "alicloud_kms_alias" "header" { # kmslint: ignore[alias-without-prefix] speaks of the header only
  alias_name = "header"
  key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
}

resource "terraform_data" "commands" {
  provisioner "local-exec" {
    command = <<-EOT
      # kmslint: ignore[alias-without-prefix] imported
      aliyun kms CreateAlias \
        --KeyId key-hzz65c3d2b1a0f9e8d7c6 --AliasName inside
      aliyun kms CreateAlias --KeyId key-hzz65c3d2b1a0f9e8d7c6 --AliasName below
    EOT
  }

  provisioner "remote-exec" {
    inline = [
      # kmslint: ignore[alias-without-prefix] imported
      "aliyun kms CreateAlias --KeyId key-hzz65c3d2b1a0f9e8d7c6 --AliasName first",
      "aliyun kms CreateAlias --KeyId key-hzz65c3d2b1a0f9e8d7c6 --AliasName second",
    ]
  }
}
