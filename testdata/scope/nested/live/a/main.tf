module "outer" {
  source = "../../modules/outer"
  prefix = "team-"
}
