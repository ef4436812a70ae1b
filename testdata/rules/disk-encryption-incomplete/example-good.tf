resource "opentelekomcloud_blockstorage_volume_v2" "data" {
  name = "data"
  size = 20
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  }
}
