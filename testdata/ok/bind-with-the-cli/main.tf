# The associations change more often than the instance, and by another team: the command line sets them.

variable "instance_vpc" { type = string }
variable "instance_vswitch" { type = string }

variable "consumers" {
  type = list(object({ vpc = string, vswitch = string, owner = number }))
  default = [
    { vpc = "vpc-bp17b1klskbpt0d5nw5a8", vswitch = "vsw-bp1pk9vol9ykfn8vvxk94", owner = 1897259627109166 },
    { vpc = "vpc-bp11oqn60o9d8j0kcnqp3", vswitch = "vsw-bp1m0ahc7vw5be6cvjwq3", owner = 1906797859942371 },
  ]
}

provider "alicloud" {
  region = "cn-shenzhen"
}

resource "alicloud_kms_instance" "main" {
  payment_type    = "PayAsYouGo"
  product_version = "3"
  vpc_id          = var.instance_vpc
  zone_ids        = ["cn-shenzhen-d", "cn-shenzhen-e"]
  vswitch_ids     = [var.instance_vswitch]

  force_delete_without_backup = "false"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [bind_vpcs]
  }
}

locals {
  bind_vpcs = jsonencode([
    for consumer in var.consumers : {
      VpcId      = consumer.vpc
      VSwitchId  = consumer.vswitch
      RegionId   = "cn-shenzhen"
      VpcOwnerId = consumer.owner
    }
  ])
}

resource "terraform_data" "bind_vpcs" {
  triggers_replace = local.bind_vpcs

  provisioner "local-exec" {
    command = <<-EOT
      aliyun kms UpdateKmsInstanceBindVpc \
        --region cn-shenzhen \
        --KmsInstanceId ${alicloud_kms_instance.main.id} \
        --BindVpcs '${local.bind_vpcs}'
    EOT

    environment = {
      ALIBABA_CLOUD_PROFILE = "kms-operator"
    }
  }

  # Nothing is unbound on the way down: the instance outlives this configuration.
  provisioner "local-exec" {
    when       = destroy
    on_failure = continue
    command    = "echo 'the associations stay as they are'"
  }
}

output "endpoint" {
  value = "https://${alicloud_kms_instance.main.id}.cryptoservice.kms.aliyuncs.com"
}
