output "value" {
  value = [for item in [] : each.key]
}
