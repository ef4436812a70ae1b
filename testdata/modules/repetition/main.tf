variable "number" {}
variable "names" { type = set(string) }

resource "alicloud_vpc" "none" {
  count = 0
}
resource "alicloud_vpc" "two" {
  count    = 2
  vpc_name = "vpc-${count.index}"
}
resource "alicloud_vpc" "each" {
  for_each = { "a b" = "10.0.0.0/8", c = "172.16.0.0/12" }
  vpc_name   = each.key
  cidr_block = each.value
}
# Nobody knows how many there are; what is literal in them is still worth a look.
resource "alicloud_kms_alias" "unknown_count" {
  count      = var.number
  alias_name = "alias/literal"
  key_id     = alicloud_vpc.two[count.index].id
}
resource "alicloud_kms_alias" "unknown_names" {
  for_each   = var.names
  alias_name = "alias/${each.key}"
  key_id     = each.value
}
resource "alicloud_kms_alias" "partly_known" {
  for_each   = merge({ known = "alias/known" }, var.number)
  alias_name = each.value
}
resource "alicloud_kms_alias" "unknown_elements" {
  for_each   = { known = alicloud_vpc.two[0].id }
  alias_name = each.value
}
resource "alicloud_kms_instance" "references" {
  vpc_id      = alicloud_vpc.each["c"].id
  vpc_num     = length(alicloud_vpc.two)
  vswitch_ids = alicloud_vpc.two[*].id
  zone_ids    = [for name, vpc in alicloud_vpc.each : vpc.cidr_block]
  bind_vpcs {
    vpc_id     = alicloud_vpc.two.1.id
    vswitch_id = values(alicloud_vpc.each)[0].id
    region_id  = alicloud_vpc.none[*].id == [] ? "none" : "some"
  }
  bind_vpcs {
    vpc_id       = alicloud_vpc.two[7].id
    vswitch_id   = try(alicloud_vpc.none[0].id, "vsw-none")
    vpc_owner_id = one(alicloud_vpc.none[*].id)
    region_id    = alicloud_kms_alias.unknown_count[3].alias_name
  }
}
