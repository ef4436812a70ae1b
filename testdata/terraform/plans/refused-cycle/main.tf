locals {
  a = local.b
  b = [local.c]
  c = { x = local.a }
}
output "a" { value = local.a }
