output "a" { value = "main" }
