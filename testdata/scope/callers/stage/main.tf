locals {
  settings = {
    name = "reports"
    days = 4
  }
}

module "key" {
  source = "../modules/key"
  name   = local.settings.name
  days   = local.settings.days
}

# kmslint: ignore[alias-without-prefix] imported before the prefix was enforced
module "accepted" {
  source = "../modules/key"
  name   = "legacy"
  # kmslint: ignore[value-out-of-range] agreed with the owner of the account
  days = 2
}
