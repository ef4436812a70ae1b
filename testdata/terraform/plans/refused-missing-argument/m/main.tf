variable "required" {}
