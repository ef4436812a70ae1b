resource "alicloud_kms_key" "orders" {
  pending_window_in_days = 30
  dkms_instance_id       = "kst-hzz62ee817bvyyr5x7abc"
  policy                 = file("${path.module}/policy.json")
}
