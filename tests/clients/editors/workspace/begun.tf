# What is being typed: a name and a value.
resource "alicloud_kms_key" "begun" {
  origin = "Al"
  protec
}
