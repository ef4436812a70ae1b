# A string of a JSON override that cannot be read is a value that is not known, and nothing else is in doubt.
resource "alicloud_kms_instance" "main" {
  vpc_num = 3
  spec    = 1000
}

resource "alicloud_kms_instance" "other" {
  vpc_num = 3
}
