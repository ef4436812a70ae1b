module "good" {
  source = "./kms"
  quota  = 3
}
module "missing" {
  source = "./kms"
}
module "undeclared" {
  source = "./kms"
  quota  = 3
  size   = 4
}
# What was made of the module before its argument had a value is taken back.
resource "alicloud_kms_instance" "before" {
  vpc_num = module.a_wrong_type.fixed
}
module "a_wrong_type" {
  source = "./kms"
  quota  = [1]
}
module "null" {
  source = "./kms"
  quota  = null
}
