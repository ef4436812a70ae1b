data "opentelekomcloud_kms_key_v1" "search" {
  key_alias = "search"
}

resource "opentelekomcloud_css_cluster_v1" "search" {
  name = "search"
  node_config {
    volume {
      encryption_key = data.opentelekomcloud_kms_key_v1.search.id
    }
  }
}
