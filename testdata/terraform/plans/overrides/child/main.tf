variable "a" {}
variable "b" {}
output "all" { value = "${var.a}, ${var.b}" }
