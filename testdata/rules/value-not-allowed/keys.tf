data "alicloud_kms_keys" "imported" {
  status = "PendingImport"
}

data "alicloud_kms_keys" "dying" {
  status = "PendingDeletion"
}

resource "alicloud_kms_key" "old" {
  description            = "shop"
  pending_window_in_days = 30
  key_usage              = "SIGN_VERIFY"
}
