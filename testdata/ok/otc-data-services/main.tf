# Databases, buckets and file shares of the data platform. Every one of them has the key of its tenant.

variable "tenants" {
  type    = list(string)
  default = ["north", "south"]
}

variable "network" {
  type = object({
    vpc_id            = string
    subnet_id         = string
    security_group_id = string
  })
}

variable "database_password" {
  type      = string
  sensitive = true
}

variable "second_site_project" {
  type     = string
  default  = null
  nullable = true
}

locals {
  key = zipmap(var.tenants, opentelekomcloud_kms_key_v1.tenant[*].id)
}

resource "opentelekomcloud_kms_key_v1" "tenant" {
  count = length(var.tenants)

  key_alias             = join(":", ["data", var.tenants[count.index]])
  key_description       = "Data of tenant ${var.tenants[count.index]}"
  pending_days          = 90
  is_enabled            = true
  rotation_enabled      = true
  rotation_interval     = 365
  allow_cancel_deletion = true
}

resource "opentelekomcloud_rds_instance_v3" "tenant" {
  for_each = toset(var.tenants)

  name              = "rds-${each.key}"
  availability_zone = ["eu-nl-01", "eu-nl-02"]
  flavor            = "rds.pg.c2.large.ha"
  vpc_id            = var.network.vpc_id
  subnet_id         = var.network.subnet_id
  security_group_id = var.network.security_group_id

  db {
    type     = "PostgreSQL"
    version  = "15"
    password = var.database_password
    port     = 5432
  }

  volume {
    type               = "ULTRAHIGH"
    size               = 100
    disk_encryption_id = local.key[each.key]
  }
}

resource "opentelekomcloud_dds_instance_v3" "events" {
  name               = "events"
  availability_zone  = "eu-nl-03"
  vpc_id             = var.network.vpc_id
  subnet_id          = var.network.subnet_id
  security_group_id  = var.network.security_group_id
  password           = var.database_password
  mode               = "ReplicaSet"
  disk_encryption_id = local.key["north"]

  datastore {
    type           = "DDS-Community"
    version        = "4.0"
    storage_engine = "wiredTiger"
  }
}

resource "opentelekomcloud_css_cluster_v1" "search" {
  expect_node_num = 3
  name            = "search"

  node_config {
    flavor            = "css.medium.8"
    availability_zone = "eu-nl-01"

    network_info {
      vpc_id            = var.network.vpc_id
      network_id        = var.network.subnet_id
      security_group_id = var.network.security_group_id
    }

    volume {
      volume_type    = "HIGH"
      size           = 200
      encryption_key = local.key["south"]
    }
  }
}

resource "opentelekomcloud_obs_bucket" "lake" {
  for_each = toset(var.tenants)

  bucket = "lake-${each.key}"
  acl    = "private"

  server_side_encryption {
    algorithm      = "kms"
    kms_key_id     = local.key[each.key]
    kms_project_id = var.second_site_project
  }
}

resource "opentelekomcloud_obs_bucket_object" "schema" {
  bucket     = opentelekomcloud_obs_bucket.lake["north"].bucket
  key        = "schema/v1.json"
  source     = "schema/v1.json"
  encryption = true
  kms_key_id = local.key["north"]
}

resource "opentelekomcloud_sfs_turbo_share_v1" "models" {
  name              = "models"
  size              = 500
  vpc_id            = var.network.vpc_id
  subnet_id         = var.network.subnet_id
  security_group_id = var.network.security_group_id
  availability_zone = "eu-nl-01"
  crypt_key_id      = local.key["south"]
}
