variable "stage" {
  type = string
}

variable "days" {
  type = number
}

module "key" {
  source = "../modules/key"
  name   = "orders-${var.stage}"
  days   = var.days
}
