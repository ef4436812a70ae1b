variable "untyped" {}
variable "text" { type = string }
variable "number" { type = number }
variable "bool" { type = bool }
variable "anything" { type = any }
variable "list" { type = list(string) }
variable "set" { type = set(number) }
variable "map" { type = map(string) }
variable "tuple" { type = tuple([string, number, bool]) }
variable "object" { type = object({ name = string, size = number }) }
variable "from_environment" { type = list(number) }
variable "text_from_environment" { type = string }
variable "any_list" { type = list(any) }
variable "any_map" { type = map(any) }
output "all" {
  value = {
    untyped               = var.untyped
    text                  = var.text
    number                = var.number + 1
    bool                  = !var.bool
    anything              = var.anything
    list                  = var.list
    set                   = var.set
    map                   = var.map
    tuple                 = var.tuple
    object                = var.object
    from_environment      = var.from_environment
    text_from_environment = var.text_from_environment
    any_list              = var.any_list
    any_map               = var.any_map
  }
}
output "set_length" { value = length(var.set) }
