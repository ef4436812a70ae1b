resource "alicloud_kms_instance" "a" {
  bind_vpcs = [{
    vpc_id = "vpc-1"
    §
  }]
}
