resource "opentelekomcloud_kms_key_v1" "orders" {
  key_alias    = "orders archive"
  pending_days = "14"
  realm        = "eu-de-01"
}

resource "opentelekomcloud_kms_grant_v1" "orders" {
  key_id            = "4F1C2D3E-5A6B-4C7D-8E9F-0A1B2C3D4E5F"
  grantee_principal = "0d0466b0-0d04-66b0-0d04-66b00d0466b0"
  operations        = ["describe-key"]
}

resource "opentelekomcloud_obs_bucket_object" "orders" {
  bucket         = "orders"
  key            = "orders.csv"
  source         = "orders.csv"
  encryption     = true
  sse_kms_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}

resource "opentelekomcloud_obs_bucket" "orders" {
  bucket = "orders"

  server_side_encryption {
    algorithm  = "aws:kms"
    kms_key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
  }
}

resource "huaweicloud_kms_alias" "orders" {
  alias  = "orders"
  key_id = "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
}
