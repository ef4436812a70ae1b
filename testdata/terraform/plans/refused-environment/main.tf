variable "zones" {
  type    = list(string)
  default = ["a"]
}
resource "terraform_data" "zones" {
  input = var.zones
}
