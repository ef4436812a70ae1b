# A value that is not known gets the optional attributes of the type that it becomes.
variable "settings" {
  type = object({ team = string })
}

variable "each" {
  type = list(object({ team = string }))
}

variable "names" {
  type = map(string)
}

module "key" {
  source   = "./key"
  settings = var.settings
  each     = var.each
  names    = var.names
}
