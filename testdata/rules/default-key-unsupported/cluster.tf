data "opentelekomcloud_kms_key_v1" "css" {
  key_alias = "css/default"
}

resource "opentelekomcloud_css_cluster_v1" "search" {
  node_config {
    volume {
      encryption_key = data.opentelekomcloud_kms_key_v1.css.id
    }
  }
}
