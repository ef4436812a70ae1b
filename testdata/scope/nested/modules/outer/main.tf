variable "prefix" {}

module "inner" {
  source = "../inner"
  alias  = "${var.prefix}orders"
}

# kmslint: ignore[alias-without-prefix] the same everywhere
module "fixed" {
  source = "../inner"
  alias  = "reports"
}
