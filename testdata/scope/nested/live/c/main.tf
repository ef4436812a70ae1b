module "outer" {
  source = "../../modules/outer"
  prefix = "alias/"
}
