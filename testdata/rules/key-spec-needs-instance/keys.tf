resource "alicloud_kms_key" "short" {
  key_spec               = "Aliyun_AES_128"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "middle" {
  key_spec               = "Aliyun_AES_192"
  dkms_instance_id       = null
  pending_window_in_days = 30
}

# In the default key store there are these.
resource "alicloud_kms_key" "long" {
  key_spec               = "Aliyun_AES_256"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "sm4" {
  key_spec               = "Aliyun_SM4"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "in_an_instance" {
  key_spec               = "Aliyun_AES_128"
  dkms_instance_id       = "kst-hzz65f0e7d2c9a1b4d8e6"
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "perhaps_in_an_instance" {
  key_spec               = "Aliyun_AES_128"
  dkms_instance_id       = var.instance
  pending_window_in_days = 30
}

resource "alicloud_kms_key" "unknown" {
  key_spec               = var.spec
  pending_window_in_days = 30
}

variable "instance" {
  type = string
}

variable "spec" {
  type = string
}
