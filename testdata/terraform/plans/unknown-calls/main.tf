resource "terraform_data" "seed" {
  input = "seed"
}
module "child" {
  source = "./child"
  value  = terraform_data.seed.output
  known  = "known"
}
output "value" { value = module.child.value }
output "known" { value = module.child.known }
output "both" { value = module.child.both }
output "defaulted" { value = module.child.defaulted }
