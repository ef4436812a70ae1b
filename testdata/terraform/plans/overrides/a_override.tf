variable "size" { default = "2" }
locals {
  replaced = "first override"
}
resource "terraform_data" "a" {
  input = "first override"
}
resource "terraform_data" "counted" {
  count = 2
}
