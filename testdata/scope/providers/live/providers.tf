provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "elsewhere"
  region = "cn-shenzhen"
}
