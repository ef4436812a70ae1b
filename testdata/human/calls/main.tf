provider "alicloud" {
  region = var.region
}

variable "region" {
  default = "eu-central-1"
}

module "first" {
  source = "./modules/kms"
  quota  = 2
  window = var.days
}

module "second" {
  source = "./modules/kms"
  quota  = 3
}

module "third" {
  source = "./modules/platform"
}
