variable "secret" {
  sensitive = true
  default   = "hidden"
}
variable "plain" { default = "shown" }
locals {
  joined = "${var.plain}-${var.secret}"
}
output "secret" {
  value     = var.secret
  sensitive = true
}
output "joined" {
  value     = local.joined
  sensitive = true
}
output "length" {
  value     = nonsensitive(length(local.joined))
}
output "plain" { value = var.plain }
output "revealed" { value = nonsensitive(var.secret) }
