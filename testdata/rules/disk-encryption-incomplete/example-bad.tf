resource "opentelekomcloud_blockstorage_volume_v2" "data" {
  name = "data"
  size = 20
  metadata = {
    __system__encrypted = "1"
  }
}
