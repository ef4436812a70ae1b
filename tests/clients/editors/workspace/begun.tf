# What is being typed: a name, and a value.
resource "alicloud_kms_key" "name" {
  key_spec = "Aliyun_AES_256"
  protec
}

resource "alicloud_kms_key" "value" {
  origin = "Al"
}
