resource "alicloud_kms_instance" "main" {
  vpc_num = var.quota + 1
  lifecycle {
    prevent_destroy = false
  }
}
resource "alicloud_kms_instance" "dynamic" {
  bind_vpcs {
    vpc_id = "vpc-override"
  }
}
