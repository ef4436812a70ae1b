variable "names" {}
variable "enabled" {}
variable "short" {}
