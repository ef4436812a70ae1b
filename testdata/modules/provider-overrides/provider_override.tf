provider "alicloud" {
  region = "cn-hangzhou"
}
provider "alicloud" {
  alias  = "nowhere"
  region = "cn-beijing"
}
