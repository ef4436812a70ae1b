resource "alicloud_vpc" "main" {
  vpc_name   = "main"
  cidr_block = "10.0.0.0/8"
}

output "vpc_id" {
  value = alicloud_vpc.main.id
}
