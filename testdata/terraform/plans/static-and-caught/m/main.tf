output "o" {
  value = 5
}
