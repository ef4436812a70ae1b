# More than sixty nodes: fourteen disks with one key are one box.
locals {
  shops = toset(["berlin", "hamburg", "munich"])
}

module "shop" {
  source   = "./modules/shop"
  for_each = local.shops
}
