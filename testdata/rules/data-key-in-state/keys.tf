data "opentelekomcloud_kms_data_key_v1" "otc" {
  key_id         = "alias/orders"
  datakey_length = "512"
}

data "huaweicloud_kms_data_key" "huawei" {
  key_id         = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  datakey_length = 512
}
