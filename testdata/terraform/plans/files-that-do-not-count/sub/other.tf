output "sub" { value = "never" }
