variable "regions" {
  default = ["hangzhou", "beijing"]
}
module "region" {
  source   = "./region"
  for_each = toset(var.regions)
  name     = each.value
  quota    = { hangzhou = 3, beijing = 1 }[each.key]
}
output "quotas" { value = { for name, region in module.region : name => region.quotas } }
output "first" { value = module.region["hangzhou"].instances[0] }
output "total" { value = sum([for region in module.region : region.total]) }
