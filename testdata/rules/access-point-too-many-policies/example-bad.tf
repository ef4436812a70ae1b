resource "alicloud_kms_application_access_point" "a" {
  application_access_point_name = "web"
  policies                      = ["one", "two", "three", "four"]
}
