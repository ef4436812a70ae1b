locals {
  policy = jsonencode({
    Version = "1"
    Statement = [{
      Effect    = "Permit"
      Principal = { RAM = ["acs:ram::1486005371992041:*"] }
      Action    = ["kms:*"]
      Resource  = ["*"]
    }]
  })
}

variable "policy" {
  type    = string
  default = "{\"Version\": \"2\", \"Statement\": []}"
}

resource "alicloud_kms_key" "of_a_local" {
  dkms_instance_id       = "kst-shh65a7b8c9d0e1f2g3h4"
  pending_window_in_days = 30
  policy                 = local.policy
}

resource "alicloud_kms_key" "of_a_variable" {
  dkms_instance_id       = "kst-shh65a7b8c9d0e1f2g3h4"
  pending_window_in_days = 30
  policy                 = var.policy
}
