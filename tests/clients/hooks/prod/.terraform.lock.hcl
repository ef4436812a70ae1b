provider "registry.terraform.io/aliyun/alicloud" {
  version     = "1.233.1"
  constraints = "~> 1.210"
  hashes      = []
}
