output "value" {
  value = try(1, var.nobody)
}
