variable "services" {
  type = map(object({
    port     = optional(number, 443)
    protocol = optional(string)
    tags     = optional(map(string), {})
    health = optional(object({
      path     = optional(string, "/")
      interval = optional(number, 30)
    }), {})
    backup = optional(object({
      days = optional(number, 7)
      zone = string
    }))
    rules = optional(list(object({ from = number, to = optional(number, 65535) })), [])
  }))
}
variable "mixed" {
  type    = list(object({ name = string, level = optional(number, 1) }))
  default = [{ name = "a" }, { name = "b", level = "2" }, { name = "c", level = null }]
}
variable "required_null" {
  type    = object({ a = string, b = optional(string, "filled") })
  default = { a = null, b = null }
}
output "services" { value = var.services }
output "mixed" { value = var.mixed }
output "required_null" { value = var.required_null }
output "ports" { value = { for name, service in var.services : name => service.port } }
output "paths" { value = [for service in values(var.services) : service.health.path] }
