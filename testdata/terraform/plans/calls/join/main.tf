variable "prefix" { type = string }
variable "items" { type = list(string) }
output "joined" { value = join(", ", [for item in var.items : "${var.prefix}${item}"]) }
output "path" { value = path.module }
