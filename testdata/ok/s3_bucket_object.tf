resource "flexibleengine_s3_bucket_object" "report" {
  bucket                 = "reports"
  key                    = "report.txt"
  content                = "all is well"
  server_side_encryption = "aws:kms"
}
