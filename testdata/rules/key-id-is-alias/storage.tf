resource "opentelekomcloud_cce_node_pool_v3" "this" {
  cluster_id = "c0ffee00-0000-4000-8000-000000000001"
  name       = "nodes"
  root_volume {
    size       = 40
    volumetype = "SSD"
  }
  data_volumes {
    size       = 100
    volumetype = "SSD"
  }
  storage = jsonencode({
    storageSelectors = [{
      name        = "cceUse"
      storageType = "evs"
      matchLabels = {
        size              = "100"
        metadataEncrypted = "1"
        metadataCmkid     = "evs/default"
      }
    }]
  })
}
