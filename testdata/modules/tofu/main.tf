resource "alicloud_kms_alias" "terraform" {
  alias_name = "alias/terraform"
}
