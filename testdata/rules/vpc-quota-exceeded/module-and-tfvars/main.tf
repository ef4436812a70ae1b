variable "quota" {
  type = number
}

module "network" {
  source = "./instance"
  quota  = var.quota
  vpcs   = ["vpc-bp15z92ev9jflxq14c2l1", "vpc-bp15z92ev9jflxq14c2l2", "vpc-bp15z92ev9jflxq14c2l3"]
}
