resource "opentelekomcloud_kms_key_v1" "k" {
  count     = 3
  key_alias = "key-${count.index}"
}
