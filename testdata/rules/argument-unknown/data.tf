# Tables of what is read know every argument.
data "alicloud_kms_keys" "enabled" {
  status   = "Enabled"
  state    = "Enabled"
  page_num = 2
}

# Versions before 1.266.0 have these.
data "alicloud_kms_instances" "all" {
  page_number = 1
  page_size   = 50
}
