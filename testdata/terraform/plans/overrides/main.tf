variable "size" {
  type    = number
  default = 1
}
variable "name" {
  type        = string
  default     = "base"
  description = "kept"
}
locals {
  kept     = "base"
  replaced = "base"
}
resource "terraform_data" "a" {
  input            = "base"
  triggers_replace = ["base"]
}
resource "terraform_data" "counted" {
  input = "counted"
}
module "child" {
  source = "./child"
  a      = "base a"
  b      = "base b"
}
output "values" { value = [var.size, var.name, local.kept, local.replaced] }
output "child" { value = module.child.all }
