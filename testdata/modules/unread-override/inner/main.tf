variable "quota" {
  default = 5
}

output "quota" {
  value = var.quota
}

resource "alicloud_kms_instance" "inner" {
  vpc_num = var.quota
  spec    = 2000
}
