variable "nullable_default" {
  default = "default"
}
variable "not_nullable" {
  default  = "default"
  nullable = false
}
variable "only_null" {
  type    = string
  default = null
}
module "nulls" {
  source       = "./child"
  nullable     = null
  not_nullable = null
}
module "nothing" {
  source = "./child"
}
output "root" {
  value = {
    nullable_default = var.nullable_default
    not_nullable     = var.not_nullable
    only_null        = var.only_null
    is_null          = var.only_null == null
  }
}
output "nulls" { value = module.nulls.all }
output "nothing" { value = module.nothing.all }
