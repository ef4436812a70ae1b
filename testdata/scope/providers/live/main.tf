variable "quota" {}

module "network" {
  source    = "../network"
  providers = { alicloud = alicloud.elsewhere }
}

module "kms" {
  source = "../kms"
  vpc_id = module.network.vpc_id
  zones  = ["cn-beijing-a", "cn-beijing-b"]
  quota  = var.quota
}
