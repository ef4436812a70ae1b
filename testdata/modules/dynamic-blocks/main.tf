variable "access_quota" {
  type    = number
  default = 10
}

locals {
  shared = {
    a = { vpc = "vpc-bp15z92ev9jflxq14c2l1", vsw = "vsw-bp1i512amda6d10a0abc1" }
    b = { vpc = alicloud_vpc.b.id, vsw = "vsw-bp1i512amda6d10a0abc2" }
  }
}

resource "alicloud_vpc" "b" {}

resource "alicloud_kms_instance" "main" {
  vpc_num = var.access_quota

  bind_vpcs {
    vpc_id = "vpc-bp15z92ev9jflxq14c2l0"
  }
  dynamic "bind_vpcs" {
    for_each = local.shared
    content {
      vpc_id       = bind_vpcs.value.vpc
      vswitch_id   = bind_vpcs.value["vsw"]
      vpc_owner_id = "${bind_vpcs.key}-1"
    }
  }
  dynamic "bind_vpcs" {
    for_each = var.unset
    iterator = more
    content {
      vpc_id = more.value
    }
  }
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [vpc_num, bind_vpcs[0].vpc_id]
  }
  provisioner "local-exec" {
    command = "echo ${self.id} ${var.access_quota}"
  }
}

variable "unset" {
  type = list(string)
}
