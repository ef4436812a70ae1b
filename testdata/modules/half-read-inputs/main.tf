# What stands in the part of a variable file that cannot be read is not the default.
variable "quota" {
  default = 9
}

variable "spec" {
  default = 1000
}

variable "twice" {
  default = "3"
}

variable "later" {
  default = "vpc-1"
}

resource "alicloud_kms_instance" "main" {
  vpc_num         = var.quota
  spec            = var.spec
  product_version = var.twice
  vpc_id          = var.later
}
