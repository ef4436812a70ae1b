# Where a bracket is missing, what stands behind it may belong anywhere.
resource "alicloud_kms_instance" "main" {
  vpc_num = 3
  spec    = 1000
}

resource "alicloud_kms_instance" "other" {
  vpc_num = 3
}
