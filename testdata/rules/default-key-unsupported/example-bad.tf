data "opentelekomcloud_kms_key_v1" "evs" {
  key_alias = "evs/default"
}

resource "opentelekomcloud_css_cluster_v1" "search" {
  name = "search"
  node_config {
    volume {
      encryption_key = data.opentelekomcloud_kms_key_v1.evs.id
    }
  }
}
