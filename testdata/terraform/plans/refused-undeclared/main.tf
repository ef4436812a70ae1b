output "a" { value = var.nobody }
