resource "opentelekomcloud_kms_key_v1" "disks" {
  key_alias = "disks"
}

resource "opentelekomcloud_blockstorage_volume_v2" "without_key" {
  metadata = {
    __system__encrypted = "1"
  }
}

resource "flexibleengine_blockstorage_volume_v2" "without_switch" {
  metadata = {
    __system__cmkid = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  }
}

resource "opentelekomcloud_blockstorage_volume_v2" "off" {
  metadata = {
    __system__encrypted = "0"
    __system__cmkid     = opentelekomcloud_kms_key_v1.disks.id
  }
}

resource "opentelekomcloud_blockstorage_volume_v2" "both" {
  metadata = {
    __system__encrypted = 1
    __system__cmkid     = opentelekomcloud_kms_key_v1.disks.id
  }
}
