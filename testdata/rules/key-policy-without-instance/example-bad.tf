resource "alicloud_kms_key" "orders" {
  policy                 = jsonencode({ Version = "1", Statement = [{ Effect = "Allow", Principal = { RAM = ["acs:ram::1207089758810000:*"] }, Action = ["kms:*"], Resource = ["*"] }] })
  pending_window_in_days = 30
}
