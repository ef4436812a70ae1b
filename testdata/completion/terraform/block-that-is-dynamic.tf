resource "alicloud_kms_instance" "a" {
  dynamic "bind_vpcs" {
    for_each = var.vpcs
    content {
      region_id = "cn-§"
    }
  }
}
