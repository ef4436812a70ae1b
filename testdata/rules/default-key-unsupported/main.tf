data "opentelekomcloud_kms_key_v1" "of_a_service" {
  key_alias = "evs/default"
}

data "opentelekomcloud_kms_key_v1" "own" {
  key_alias = "search"
}

data "opentelekomcloud_kms_key_v1" "unknown" {
  key_alias = var.alias
}

resource "opentelekomcloud_css_cluster_v1" "refused" {
  name = "refused"
  node_config {
    flavor = "css.medium.8"
    volume {
      volume_type    = "COMMON"
      size           = 40
      encryption_key = data.opentelekomcloud_kms_key_v1.of_a_service.id
    }
  }
}

resource "opentelekomcloud_css_cluster_v1" "taken" {
  for_each = {
    own     = data.opentelekomcloud_kms_key_v1.own.id
    unknown = data.opentelekomcloud_kms_key_v1.unknown.id
    none    = null
  }
  name = each.key
  node_config {
    flavor = "css.medium.8"
    volume {
      volume_type    = "COMMON"
      size           = 40
      encryption_key = each.value
    }
  }
}

# Disks take the default key of disks.
resource "opentelekomcloud_evs_volume_v3" "disk" {
  availability_zone = "eu-de-01"
  volume_type       = "SSD"
  size              = 40
  kms_id            = data.opentelekomcloud_kms_key_v1.of_a_service.id
}

variable "alias" {
  type = string
}
