resource "alicloud_kms_network_rule" "r" {
  network_rule_name = "office"
  source_private_ip = ["10.10.0.0/16", "192.168.7.4"]
}
