resource "alicloud_kms_network_rule" "r" {
  network_rule_name = "all"
  source_private_ip = ["0.0.0.0/0"]
}
