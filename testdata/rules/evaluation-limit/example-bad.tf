resource "opentelekomcloud_kms_key_v1" "k" {
  count     = 1000000
  key_alias = "key-${count.index}"
}
