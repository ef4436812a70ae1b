# The cases are checked on the first of January 2026, which began at 1767225600.
resource "opentelekomcloud_kms_key_material_v1" "today" {
  key_id                 = var.key
  import_token           = var.token
  encrypted_key_material = var.material
  expiration_time        = "1767225600"
}

resource "opentelekomcloud_kms_key_material_v1" "yesterday" {
  key_id                 = var.key
  import_token           = var.token
  encrypted_key_material = var.material
  expiration_time        = "1767225599"
}

resource "opentelekomcloud_kms_key_material_v1" "milliseconds" {
  key_id                 = var.key
  import_token           = var.token
  encrypted_key_material = var.material
  expiration_time        = "1893456000000"
}

resource "opentelekomcloud_kms_key_material_v1" "words" {
  key_id                 = var.key
  import_token           = var.token
  encrypted_key_material = var.material
  expiration_time        = "2030-01-01T00:00:00Z"
}

# A number is as good as its digits.
resource "opentelekomcloud_kms_key_material_v1" "number" {
  key_id                 = var.key
  import_token           = var.token
  encrypted_key_material = var.material
  expiration_time        = 1893456000
}

resource "opentelekomcloud_kms_key_material_v1" "never" {
  key_id                 = var.key
  import_token           = var.token
  encrypted_key_material = var.material
}

resource "opentelekomcloud_kms_key_material_v1" "unknown" {
  key_id                 = var.key
  import_token           = var.token
  encrypted_key_material = var.material
  expiration_time        = var.end
}

variable "key" {
  type = string
}

variable "token" {
  type      = string
  sensitive = true
}

variable "material" {
  type      = string
  sensitive = true
}

variable "end" {
  type = string
}
