resource "opentelekomcloud_kms_key_v1" "a" {
	key_alias = "密钥/测试 a.b"
	pending_days = "14"
}
resource "opentelekomcloud_kms_key_v1" "b" {
		key_alias = "é 👩‍👩‍👧 x"   # 日本語のコメント
}
resource "opentelekomcloud_kms_key_v1" "c" {
  key_alias = <<EOT
first line
second
EOT
  pending_days = "1"
}
resource "alicloud_kms_key" "x" {