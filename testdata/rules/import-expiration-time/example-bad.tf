resource "opentelekomcloud_kms_key_material_v1" "imported" {
  key_id                 = var.key
  import_token           = var.token
  encrypted_key_material = var.material
  expiration_time        = "1550291833"
}

variable "key" {
  type = string
}

variable "token" {
  type = string
}

variable "material" {
  type = string
}
