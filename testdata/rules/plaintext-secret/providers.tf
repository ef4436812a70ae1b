provider "alicloud" {
  region     = "cn-hangzhou"
  access_key = "LTAI5tExample"
  secret_key = "qw8Zr1Tn5Kb3Xy7Vd2Hs"
}

variable "secret_key" {
  sensitive = true
}

provider "alicloud" {
  alias      = "network"
  region     = "cn-hangzhou"
  access_key = var.secret_key
  secret_key = var.secret_key
}

resource "alicloud_kms_key" "orders" {
  pending_window_in_days = 30
}
