# This stage has an instance of its own, whose associations are written here. The shared one belongs to the security
# team: what we add to it goes through their script.

variable "shared_instance_id" {
  type = string
}

variable "shared_vpcs" {
  description = "all associations of the shared instance, ours included"
  type        = string
  default     = "vpcs.json"
}

provider "alicloud" {
  region = "cn-hangzhou"
}

data "alicloud_account" "current" {}

resource "alicloud_vpc" "stage" {
  cidr_block = "10.50.0.0/16"
}

resource "alicloud_vswitch" "stage" {
  vpc_id     = alicloud_vpc.stage.id
  zone_id    = "cn-hangzhou-j"
  cidr_block = "10.50.1.0/24"
}

resource "alicloud_vpc" "tools" {
  cidr_block = "10.51.0.0/16"
}

resource "alicloud_vswitch" "tools" {
  vpc_id     = alicloud_vpc.tools.id
  zone_id    = "cn-hangzhou-k"
  cidr_block = "10.51.1.0/24"
}

resource "alicloud_kms_instance" "stage" {
  payment_type    = "PayAsYouGo"
  product_version = "3"
  vpc_id          = alicloud_vpc.stage.id
  zone_ids        = ["cn-hangzhou-j", "cn-hangzhou-k"]
  vswitch_ids     = [alicloud_vswitch.stage.id]

  bind_vpcs {
    vpc_id       = alicloud_vpc.tools.id
    vswitch_id   = alicloud_vswitch.tools.id
    region_id    = "cn-hangzhou"
    vpc_owner_id = data.alicloud_account.current.id
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "terraform_data" "shared" {
  triggers_replace = filesha256("${path.module}/main.tf")

  provisioner "local-exec" {
    command = <<-EOT
      aliyun kms UpdateKmsInstanceBindVpc \
        --KmsInstanceId ${var.shared_instance_id} \
        --BindVpcs "$(cat ${var.shared_vpcs})"
    EOT
  }
}
