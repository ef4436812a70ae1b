variable "days" {
  default = 400
}
