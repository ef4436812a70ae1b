variable "key" {}

resource "huaweicloud_evs_volume" "data" {
  kms_id = "evs/default"
}

resource "huaweicloud_compute_instance" "server" {
  system_disk_kms_key_id = "alias/disks"

  data_disks {
    kms_key_id = var.key
  }
  data_disks {
    kms_key_id = "evs/default"
  }
}

resource "huaweicloud_cce_node" "node" {
  root_volume {
    size = 40
  }
  data_volumes {
    kms_key_id = "disks/default"
  }
  storage {
    selectors {
      match_label_metadata_cmkid = "alias/disks"
    }
  }
}

resource "huaweicloud_fgs_function" "resize" {
  user_data_encrypt_kms_key_id = "alias/functions"
}

resource "flexibleengine_rds_instance_v3" "orders" {
  volume {
    disk_encryption_id = "rds/default"
  }
}

resource "opentelekomcloud_blockstorage_volume_v2" "data" {
  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = "evs/default"
  }
}

resource "huaweicloud_kms_alias_associate" "moved" {
  alias         = "alias/orders"
  target_key_id = "alias/orders"
}
