variable "minutes" {}

resource "alicloud_kms_key" "right" {
  pending_window_in_days = 30

  timeouts {
    create = "1h30m"
    delete = "${var.minutes}m"
  }
}

resource "alicloud_kms_key" "wrong" {
  pending_window_in_days = 30

  timeouts {
    create = "10 minutes"
    update = 10
    delete = "${var.minutes} minutes"
  }
}
