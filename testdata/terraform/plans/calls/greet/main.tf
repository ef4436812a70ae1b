variable "names" { type = list(string) }
variable "greeting" { default = "hello" }
module "inner" {
  source   = "../join"
  prefix   = "${var.greeting} "
  items    = var.names
}
resource "terraform_data" "greeting" {
  for_each = toset(var.names)
  input    = "${var.greeting} ${each.key}"
}
output "greetings" { value = module.inner.joined }
output "count" { value = length(terraform_data.greeting) }
output "path" { value = [path.module, path.root, module.inner.path] }
