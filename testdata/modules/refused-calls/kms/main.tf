variable "quota" {
  type     = number
  nullable = false
}
resource "alicloud_kms_instance" "main" {
  vpc_num = var.quota
  spec    = 1000
}
output "fixed" {
  value = 7
}
module "inner" {
  source = "../sized"
}
