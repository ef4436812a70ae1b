resource "alicloud_kms_instance" "inner" {
  vpc_num = 3
}

locals {
  vpc_num = = 3
}
