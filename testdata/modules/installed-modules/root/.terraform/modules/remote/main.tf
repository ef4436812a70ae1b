variable "alias" {}
module "inner" {
  source = "git::https://example.com/inner.git"
  alias  = var.alias
}
output "name" { value = module.inner.name }
