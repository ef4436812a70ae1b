variable "number" { type = number }
variable "text" { type = string }
variable "bool" { type = bool }
variable "list" { type = list(string) }
variable "set" { type = set(string) }
variable "map" { type = map(string) }
variable "object" { type = object({ name = string, count = number }) }
variable "nested" { type = list(object({ id = string, tags = optional(map(string)) })) }
variable "untyped" {}
output "all" {
  value = [var.number, var.text, var.bool, var.list, var.set, var.map, var.object, var.nested, var.untyped]
}
output "types" { value = [var.number == 12, var.text == "12.5", var.bool == true, var.object == { name = "x", count = 3 }] }
