variable "label" {}
resource "terraform_data" "this" {
  input = { label = var.label, path = path.module }
}
output "label" { value = upper(terraform_data.this.input.label) }
