variable "value" { type = string }
variable "known" { type = string }
variable "object" {
  type    = object({ a = optional(string, "x"), b = optional(string) })
  default = {}
}
resource "terraform_data" "this" {
  input = var.known
}
output "value" { value = var.value }
output "known" { value = upper(var.known) }
output "both" { value = [var.known, var.value, terraform_data.this.input, terraform_data.this.id] }
output "defaulted" { value = var.object }
