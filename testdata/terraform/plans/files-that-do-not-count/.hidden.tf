output "hidden" { value = "never" }
