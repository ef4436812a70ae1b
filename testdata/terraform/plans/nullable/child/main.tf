variable "nullable" { default = "child" }
variable "not_nullable" {
  default  = "child"
  nullable = false
}
output "all" { value = { nullable = var.nullable, not_nullable = var.not_nullable } }
