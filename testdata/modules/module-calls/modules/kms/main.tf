variable "quota" { type = number }
variable "vpcs" { type = map(string) }

resource "alicloud_kms_instance" "this" {
  count   = 1
  vpc_num = var.quota
  vpc_id  = one(values(var.vpcs)) == null ? null : values(var.vpcs)[0]
  dynamic "bind_vpcs" {
    for_each = var.vpcs
    content {
      vpc_id = bind_vpcs.value
    }
  }
}
output "instance_id" { value = alicloud_kms_instance.this[0].id }
output "name" { value = "kms-${var.quota}" }
output "vpc" { value = values(var.vpcs)[0] }
