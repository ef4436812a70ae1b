# kmslint: ignore[alias-without-prefix] moved next quarter
module "outer" {
  source = "../../modules/outer"
  prefix = "old-"
}
