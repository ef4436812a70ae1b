# CCE clusters whose nodes and volumes are encrypted, some with a key of the project and some with the service's.

terraform {
  required_providers {
    opentelekomcloud = {
      source  = "opentelekomcloud/opentelekomcloud"
      version = "~> 1.36"
    }
  }
}

variable "cluster_id" { type = string }
variable "key_pair" { type = string }

variable "pools" {
  type = map(object({
    flavor = string
    size   = number
    own    = optional(bool, true)
  }))
  default = {
    system = { flavor = "s3.large.2", size = 2, own = false }
    work   = { flavor = "s3.2xlarge.4", size = 3 }
  }
}

provider "opentelekomcloud" {
  auth_url    = "https://iam.eu-de.otc.t-systems.com/v3"
  tenant_name = "eu-de_platform"
}

# The service makes this key when the first volume is encrypted.
data "opentelekomcloud_kms_key_v1" "evs" {
  key_alias = "evs/default"
}

resource "opentelekomcloud_kms_key_v1" "nodes" {
  key_alias         = "platform/cce-nodes"
  key_description   = "Disks of the worker nodes"
  pending_days      = "30"
  rotation_enabled  = true
  rotation_interval = 180

  tags = {
    team        = "platform"
    cost-center = "0815"
  }
}

resource "opentelekomcloud_cce_node_pool_v3" "pool" {
  for_each = var.pools

  cluster_id         = var.cluster_id
  name               = each.key
  os                 = "EulerOS 2.9"
  flavor             = each.value.flavor
  initial_node_count = each.value.size
  availability_zone  = "random"
  key_pair           = var.key_pair

  root_volume {
    size       = 40
    volumetype = "SSD"
    kms_id     = each.value.own ? opentelekomcloud_kms_key_v1.nodes.id : data.opentelekomcloud_kms_key_v1.evs.id
  }

  data_volumes {
    size       = 100
    volumetype = "SSD"
    kms_id     = each.value.own ? opentelekomcloud_kms_key_v1.nodes.id : data.opentelekomcloud_kms_key_v1.evs.id
  }
}

resource "opentelekomcloud_evs_volume_v3" "registry" {
  name              = "registry"
  availability_zone = "eu-de-02"
  volume_type       = "SSD"
  size              = 500
  kms_id            = opentelekomcloud_kms_key_v1.nodes.id
}

resource "opentelekomcloud_blockstorage_volume_v2" "scratch" {
  name = "scratch"
  size = 50

  metadata = {
    __system__encrypted = "1"
    __system__cmkid     = opentelekomcloud_kms_key_v1.nodes.id
  }
}

resource "opentelekomcloud_blockstorage_volume_v2" "public" {
  name = "public"
  size = 20

  metadata = {
    __system__encrypted = "0"
    attached_mode       = "rw"
  }
}

resource "opentelekomcloud_as_configuration_v1" "runners" {
  scaling_configuration_name = "runners"

  instance_config {
    flavor   = "s3.xlarge.2"
    key_name = var.key_pair

    disk {
      size        = 40
      volume_type = "SSD"
      disk_type   = "SYS"
      kms_id      = opentelekomcloud_kms_key_v1.nodes.id
    }
  }
}
