variable "team" {}
variable "quota" {
  default = 3
}
resource "alicloud_kms_instance" "main" {
  vpc_num  = var.quota
  vpc_id   = var.team
  zone_ids = ["cn-hangzhou-k", var.team]
  bind_vpcs {
    region_id = "cn-hangzhou"
  }
}
resource "alicloud_kms_alias" "main" {
  alias_name = "alias/${var.team}-reports"
}
