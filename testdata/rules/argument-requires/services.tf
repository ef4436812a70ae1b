# The provider refuses a key without the switch.
resource "alicloud_amqp_instance" "orders" {
  kms_key_id = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_amqp_instance" "encrypted" {
  encrypted_instance = true
  kms_key_id         = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}

resource "alicloud_kms_ciphertext" "token" {
  key_id       = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  plaintext_wo = "dG9rZW4="
}
