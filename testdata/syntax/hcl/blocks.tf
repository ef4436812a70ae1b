resource "alicloud_kms_alias" legacy {
  alias_name = "alias/a"
  lifecycle { prevent_destroy = true }
  dynamic "bind_vpcs" {
    for_each = var.vpcs
    content {}
  }
} # after
terraform {}
provider /* { */ "alicloud" { # {
  region = "cn-hangzhou"
}
