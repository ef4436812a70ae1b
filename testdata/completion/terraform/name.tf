resource "alicloud_kms_key" "a" {
  key_spec = "Aliyun_AES_256"
  pen§
}
