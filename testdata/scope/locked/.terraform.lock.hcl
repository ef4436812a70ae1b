provider "registry.terraform.io/aliyun/alicloud" {
  version     = "1.211.0"
  constraints = "~> 1.210"
  hashes      = []
}
