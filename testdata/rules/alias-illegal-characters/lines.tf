variable "team" {}

resource "opentelekomcloud_kms_key_v1" "heredoc" {
  key_alias = <<-EOT
    orders
  EOT
}

resource "huaweicloud_kms_key" "blank" {
  key_alias = "orders "
}

resource "flexibleengine_kms_key_v1" "partly_known" {
  key_alias = "${var.team}/ü.${var.team}"
}

resource "opentelekomcloud_kms_key_v1" "either" {
  key_alias = var.team == "a" ? "a b" : "c d"
}
