resource "alicloud_kms_instance" "inner" {
  vpc_num = 3
}

provider "alicloud" {
  region = = "cn-shanghai"
}
