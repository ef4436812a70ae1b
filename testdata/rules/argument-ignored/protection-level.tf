resource "alicloud_kms_key" "software" {
  dkms_instance_id       = "kst-hzz662b622eksoqrb3nhu"
  protection_level       = "SOFTWARE"
  pending_window_in_days = 30
}

# Keys of hardware instances have it.
resource "alicloud_kms_key" "hardware" {
  dkms_instance_id       = "kst-hzz662b622eksoqrb3nhu"
  protection_level       = "HSM"
  pending_window_in_days = 30
}
