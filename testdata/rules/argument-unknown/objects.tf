variable "key_id" {
  type = string
}

resource "flexibleengine_obs_bucket_object" "report" {
  bucket         = "reports"
  key            = "report.txt"
  encryption     = true
  sse_kms_key_id = var.key_id
}

resource "flexibleengine_s3_bucket_object" "report" {
  bucket         = "reports"
  key            = "report.txt"
  sse_kms_key_id = var.key_id
}
