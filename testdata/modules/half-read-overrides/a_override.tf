resource "alicloud_kms_instance" "broken" {
  vpc_num = = 3
}

resource alicloud_kms_instance settled {
  vpc_num = = 3
}

resource "alicloud_kms_instance" "many" {
  count = = 3
}

data "alicloud_kms_keys" "broken" {
  status = = 3
}

variable "quota" {
  default = = 3
}

module "broken" {
  quota = = 3
}

check "whole" {
  assert = = 3
}
