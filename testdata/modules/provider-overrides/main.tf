module "child" {
  source = "./child"
}
resource "alicloud_vpc" "a" {
  cidr_block = "10.0.0.0/8"
  vpc_name   = "a"
  lifecycle {
    ignore_changes = [cidr_block, tags["x"]]
  }
}
resource "alicloud_vpc" "b" {
  cidr_block = alicloud_vpc.a.cidr_block
  vpc_name   = alicloud_vpc.a.vpc_name
}
