variable "value" {}
output "value" { value = var.value }
module "again" {
  source = "../child"
  value  = 1
}
