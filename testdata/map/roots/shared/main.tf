variable "key" {
  type = string
}

resource "alicloud_ecs_disk" "data" {
  size       = 40
  encrypted  = true
  kms_key_id = var.key
}
