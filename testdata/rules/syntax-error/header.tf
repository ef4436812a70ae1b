resource alicloud_kms_alias lost
  alias_name = "x"
}

resource "alicloud_kms_alias" "kept" {
  alias_name = "legacy"
  key_id     = "key-hzz65c3d2b1a0f9e8d7c6"
}
