resource "alicloud_kms_key" "account" {
  pending_window_in_days = 7
  dkms_instance_id       = "kst-hzz662b622eksoqrb3nhu"
  policy = jsonencode({
    Version = "1"
    Statement = [{
      Effect    = "Allow"
      Action    = ["kms:*"]
      Principal = { RAM = ["acs:ram::orders:root", "acs:ram::1207089758811234:root"] }
      Resource  = ["*"]
    }]
  })
}

resource "alicloud_kms_key" "everyone" {
  pending_window_in_days = 7
  dkms_instance_id       = "kst-hzz662b622eksoqrb3nhu"
  policy = jsonencode({
    Version = "1"
    Statement = [{
      Effect    = "Allow"
      Action    = ["kms:*"]
      Principal = "*"
      Resource  = ["*"]
    }]
  })
}
