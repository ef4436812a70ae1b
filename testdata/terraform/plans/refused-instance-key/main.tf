resource "terraform_data" "many" {
  count = 2
}
output "value" {
  value = try(terraform_data.many.id, 1)
}
