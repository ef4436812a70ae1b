variable "size" { type = map(string) }
output "size" { value = var.size }
