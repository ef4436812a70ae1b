# A module that may have a provider configuration of its own, in what could not be read, does not certainly use its caller's.
provider "alicloud" {
  region = "cn-beijing"
}

module "inner" {
  source = "./inner"
}

module "whole" {
  source = "./whole"
}
