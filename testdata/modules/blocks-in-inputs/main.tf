# A block of a variable file is nothing that Terraform takes, and what its name says does not keep its default.
variable "quota" {
  default = 9
}

variable "spec" {
  default = 1000
}

variable "log" {
  default = "0"
}

resource "alicloud_kms_instance" "main" {
  vpc_num = var.quota
  spec    = var.spec
  log     = var.log
}
