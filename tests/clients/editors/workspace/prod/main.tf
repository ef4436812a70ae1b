module "key" {
  source = "../modules/key"
  days   = 400
}
