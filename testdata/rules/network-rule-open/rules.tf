# Private, to the last address of each range.
resource "alicloud_kms_network_rule" "private" {
  network_rule_name = "private"
  source_private_ip = [
    "10.0.0.0/8",
    "10.255.255.255",
    "172.16.0.0/12",
    "172.31.255.255/32",
    "192.168.0.0/16",
    "192.168.255.255",
    "100.64.0.0/10",
    "100.127.255.255",
  ]
}

# One address before and one behind each range.
resource "alicloud_kms_network_rule" "public" {
  network_rule_name = "public"
  source_private_ip = [
    "9.255.255.255",
    "11.0.0.0",
    "172.15.255.255",
    "172.32.0.0/24",
    "192.167.255.255",
    "192.169.0.0",
    "100.63.255.255",
    "100.128.0.0",
  ]
}

resource "alicloud_kms_network_rule" "everybody" {
  network_rule_name = "everybody"
  source_private_ip = ["0.0.0.0/0"]
}

resource "alicloud_kms_network_rule" "no_addresses" {
  network_rule_name = "no-addresses"
  source_private_ip = [
    "10.0.0.0/33",
    "10.0.0.256",
    "10.0.0",
    "10.0.0.1-10.0.0.9",
    "vpc-bp1d5g7i9k1m3o5q7s9u1",
  ]
}

resource "alicloud_kms_network_rule" "unknown" {
  network_rule_name = "unknown"
  source_private_ip = [var.network, "${var.address}/32", cidrsubnet("10.0.0.0/8", 8, 3)]
}

variable "network" {
  type = string
}

variable "address" {
  type = string
}
