variable "name" { type = string }
variable "quota" { type = number }
module "instance" {
  source = "./instance"
  count  = var.quota
  label  = format("%s-%02d", var.name, count.index)
}
output "quotas" { value = module.instance[*].label }
output "instances" { value = module.instance }
output "total" { value = length(module.instance) }
