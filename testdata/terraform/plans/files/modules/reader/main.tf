output "all" { value = jsondecode(file("${path.module}/own.json")) }
