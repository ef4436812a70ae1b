terraform {
  required_providers {
    huaweicloud = {
      source  = "huaweicloud/huaweicloud"
      version = "~> 1.90.0"
    }
  }
}

# Nothing checks it when it plans, so it is a warning.
resource "huaweicloud_kms_key" "curve" {
  key_alias     = "curve"
  key_algorithm = "ED448"
}

resource "huaweicloud_kms_key" "edwards" {
  key_alias     = "edwards"
  key_algorithm = "ED25519"
}

resource "huaweicloud_kms_key" "bitcoin" {
  key_alias     = "bitcoin"
  key_algorithm = "SECP256K1"
}

resource "huaweicloud_kms_sign" "weak" {
  key_id            = huaweicloud_kms_key.edwards.id
  message           = "aGVsbG8="
  signing_algorithm = "RSASSA_PSS_SHA_1"
}

resource "huaweicloud_kms_alias" "forced" {
  key_id           = huaweicloud_kms_key.edwards.id
  alias            = "alias/edwards"
  enable_force_new = "yes"
}

resource "huaweicloud_kms_alias" "not_forced" {
  key_id           = huaweicloud_kms_key.edwards.id
  alias            = "alias/edwards/2"
  enable_force_new = false
}

# The provider's own list is shorter than the API's.
data "huaweicloud_kms_key" "waiting" {
  key_state = "5"
}

data "huaweicloud_kms_keys" "waiting" {
  key_state = "5"
}
