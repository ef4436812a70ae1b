resource "alicloud_kms_client_key" "letters" {
  aap_name              = "app"
  password              = "abcdefghij"
  private_key_data_file = "letters.json"
}

resource "alicloud_kms_client_key" "mixed" {
  aap_name              = "app"
  password              = "abcdefghi1"
  private_key_data_file = "mixed.json"
}
