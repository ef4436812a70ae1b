locals {
  each  = { a = 1 }
  value = "local"
}
resource "terraform_data" "x" {
  for_each = { one = { value = "inner" } }
  input    = [for value in [each.value] : "${value.value} ${local.value} ${each.key}"]
}
output "inputs" { value = terraform_data.x["one"].input }
output "nested" { value = [for x in [1, 2] : [for y in [x] : x + y]] }
output "each" { value = local.each.a }
