resource "terraform_data" "a" {
  input = "known"
}
resource "terraform_data" "b" {
  input = terraform_data.a.output
}
locals {
  mixed = [1, terraform_data.a.id, 3]
  map   = { known = "x", unknown = terraform_data.a.output }
}
output "known_argument" { value = terraform_data.a.input }
output "unknown" { value = terraform_data.a.output }
output "id" { value = terraform_data.a.id }
output "mixed" { value = local.mixed }
output "length" { value = length(local.mixed) }
output "map" { value = local.map }
output "keys" { value = keys(local.map) }
output "merged" { value = merge(local.map, { unknown = "overwritten" }) }
output "template" { value = "id ${terraform_data.a.id}" }
output "conditional" { value = terraform_data.a.id == "x" ? "yes" : "no" }
output "same" { value = terraform_data.a.id == "x" ? "same" : "same" }
output "not_null" { value = terraform_data.a.id == null }
output "element" { value = local.mixed[0] }
output "try" { value = try(terraform_data.a.output.name, "fallback") }
output "coalesce" { value = coalesce(terraform_data.a.id, "x") }
output "chain" { value = terraform_data.b.input }
output "sum" { value = terraform_data.b.input == "known" }
output "for" { value = [for item in local.mixed : item] }
output "contains" { value = contains(["a", "b"], "a") }
