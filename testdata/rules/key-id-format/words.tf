resource "alicloud_ecs_disk_default_kms_key" "main" {
  kms_key_id = "not a key id"
}

resource "alicloud_db_instance" "main" {
  encryption_key = "my-key"
}

# What is left out, and keys in each of their forms.
resource "alicloud_db_instance" "none" {
  encryption_key = ""
}

resource "alicloud_db_instance" "uuid" {
  encryption_key = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_db_instance" "instance" {
  encryption_key = "key-hzz65c3d2b1a0f9e8d7c6"
}

resource "alicloud_db_instance" "arn" {
  encryption_key = "acs:kms:cn-hangzhou:1207089758810000:key/key-hzz65c3d2b1a0f9e8d7c6"
}
