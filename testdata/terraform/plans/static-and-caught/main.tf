# What fails only where it is evaluated, beside names that are refused at once.
module "m" {
  source = "./m"
}
resource "terraform_data" "one" {
  input = 1
}
resource "terraform_data" "many" {
  count = 2
  input = count.index
}
locals {
  object = { a = 1 }
}
output "function" {
  value = [try(nofunction(1), 1), can(nofunction()), false ? nofunction() : 2, [for x in [] : nofunction(x)]]
}
output "arguments" {
  value = [try(upper("a", "b"), 1), false ? length() : 2]
}
output "outputs" {
  value = [try(module.m.missing, 1), try(module.m[0].o, 2), try(module.m["o"], 3), false ? module.m.missing : 4]
}
output "instances" {
  value = [try(terraform_data.many[7].input, 1), try(terraform_data.many.0.input, 2), try(local.object.missing, 3)]
}
output "prefixed" {
  value = resource.terraform_data.one.input
}
output "templates" {
  value = [try(templatefile("untaken.tpl", {}), 1), templatefile("caught.tpl", {}), try(indent(1e19, "a\nb"), 2)]
}
