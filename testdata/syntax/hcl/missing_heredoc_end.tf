resource "alicloud_kms_key" "a" {
  policy = <<EOT
{}
}

resource "alicloud_kms_key" "b" {
  description = "b"
}
resource "alicloud_kms_key" "c" {
  description = <<EOX
  EOX"
}
/* never closed
variable "d" {}
