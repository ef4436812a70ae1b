resource "alicloud_kms_instance" "settled" {
  vpc_num = 4
}
