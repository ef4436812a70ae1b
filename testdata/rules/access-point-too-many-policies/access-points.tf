# Three is the most.
resource "alicloud_kms_application_access_point" "three" {
  application_access_point_name = "three"
  policies                      = ["read", "write", "rotate"]
}

resource "alicloud_kms_application_access_point" "four" {
  application_access_point_name = "four"
  policies                      = ["read", "write", "rotate", "audit"]
}

# Four names are certain, whatever the fifth is.
resource "alicloud_kms_application_access_point" "at_least_four" {
  application_access_point_name = "at-least-four"
  policies                      = concat(["read", "write", "rotate", "audit"], var.more)
}

# Perhaps four, perhaps three.
resource "alicloud_kms_application_access_point" "three_and_more" {
  application_access_point_name = "three-and-more"
  policies                      = concat(["read", "write", "rotate"], var.more)
}

# Two of the four may turn out to be one.
resource "alicloud_kms_application_access_point" "set" {
  application_access_point_name = "set"
  policies                      = toset(["read", "write", "rotate", var.last])
}

variable "more" {
  type = list(string)
}

variable "last" {
  type = string
}
