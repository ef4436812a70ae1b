# A word of another cloud is one finding, whatever other rules would make of it.
resource "alicloud_kms_key" "signing" {
  description            = "signing"
  pending_window_in_days = 7
  key_spec               = "EC_P256"
  key_usage              = "SIGN_VERIFY"
}

# The same pair with words that there are, which do not fit each other.
resource "alicloud_kms_key" "encryption" {
  description            = "encryption"
  pending_window_in_days = 7
  key_spec               = "EC_P256"
  key_usage              = "ENCRYPT/DECRYPT"
}
