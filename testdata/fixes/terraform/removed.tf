resource "alicloud_kms_instance" "main" {
  spec = 1000
  vpc_num = <<EOT
3
EOT
    key_num             = (
    1000
  ) # enough for now

  product_version     = "3"
  payment_type        = "PayAsYouGo"

  secret_num          = 1000

	renew_period        = 1
	vpc_id              = "vpc-t4n1q2w3e4r5t6y7u8i9o"
}

resource "alicloud_kms_key" "logs" { rotation_interval = "365d" }
