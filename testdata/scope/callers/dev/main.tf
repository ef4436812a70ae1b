module "key" {
  source   = "../modules/key"
  for_each = toset(["a", "b"])
  name     = each.key
  days     = 30
}
