output "fixed" {
  value = 1
}
