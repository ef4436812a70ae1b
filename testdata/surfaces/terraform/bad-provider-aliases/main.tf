provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "north"
  region = "cn-beijing"
}

module "kms" {
  source = "./kms"
  providers = {
    alicloud = alicloud.north
  }
}
