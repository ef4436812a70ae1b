locals {
  people = {
    ann = { role = "admin", age = 30 }
    bob = { role = "user", age = 41 }
  }
}
resource "terraform_data" "none" {
  count = 0
  input = "never"
}
resource "terraform_data" "two" {
  count = "2"
  input = "item ${count.index}"
}
resource "terraform_data" "people" {
  for_each = local.people
  input    = "${each.key} is ${each.value.role}"
}
resource "terraform_data" "set" {
  for_each = toset(["b", "a", "b"])
  input    = { key = each.key, value = each.value }
}
resource "terraform_data" "chained" {
  for_each = terraform_data.people
  input    = upper(each.value.input)
}
resource "terraform_data" "odd_keys" {
  for_each = { "a b" = 1, "c\"d" = 2, "é" = 3 }
  input    = each.value
}
resource "terraform_data" "maybe" {
  count = length(terraform_data.none) == 0 ? 1 : 0
  input = one(terraform_data.none[*].input)
}
output "counts" { value = [length(terraform_data.none), length(terraform_data.two), length(terraform_data.people)] }
output "splat" { value = terraform_data.two[*].input }
output "legacy" { value = [terraform_data.two.0.input, terraform_data.two.*.input] }
output "index" { value = terraform_data.two[1].input }
output "people" { value = { for key, item in terraform_data.people : key => item.input } }
output "values" { value = values(terraform_data.people)[*].input }
output "one" { value = terraform_data.people["ann"].input }
output "keys" { value = keys(terraform_data.set) }
output "try" { value = try(terraform_data.two[2].input, "none") }
output "try_key" { value = try(terraform_data.people["eve"].input, "nobody") }
output "can" { value = [can(terraform_data.two[1].input), can(terraform_data.two[9].input)] }
output "single_splat" { value = terraform_data.maybe[0].input == null }
output "lookup" { value = lookup(local.people, "eve", { role = "none", age = 0 }).role }
