module "kms" {
  source = "../kms"
  quota  = 4
}
