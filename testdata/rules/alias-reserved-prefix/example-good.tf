resource "alicloud_kms_alias" "payments" {
  alias_name = "alias/team-acs/payments"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}
