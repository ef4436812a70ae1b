# One of each: what is drawn, and how.
provider "alicloud" {
  region = "eu-central-1"
}

resource "alicloud_vpc" "home" {
  cidr_block = "10.0.0.0/8"
}

resource "alicloud_vswitch" "home" {
  vpc_id     = alicloud_vpc.home.id
  cidr_block = "10.0.1.0/24"
  zone_id    = "eu-central-1a"
}

resource "alicloud_kms_instance" "main" {
  product_version = "3"
  payment_type    = "Subscription"
  spec            = "1000"
  vpc_num         = 3
  key_num         = 1000
  secret_num      = 100
  vpc_id          = alicloud_vpc.home.id
  zone_ids        = ["eu-central-1a", "eu-central-1b"]
  vswitch_ids     = [alicloud_vswitch.home.id]

  bind_vpcs {
    vpc_id       = "vpc-gw8m3kq1z7x5c2v9n4b6a"
    vswitch_id   = "vsw-gw8p2l7d4s9f1g6h3j5ka"
    region_id    = "eu-central-1"
    vpc_owner_id = "1486005371992043"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "alicloud_kms_key" "orders" {
  dkms_instance_id       = alicloud_kms_instance.main.id
  key_spec               = "Aliyun_AES_256"
  pending_window_in_days = 30
}

resource "alicloud_kms_alias" "orders" {
  alias_name = "alias/orders"
  key_id     = alicloud_kms_key.orders.id
}

resource "alicloud_kms_secret" "database" {
  secret_name        = "database"
  secret_data        = "hunter2-must-not-be-drawn"
  version_id         = "v1"
  dkms_instance_id   = alicloud_kms_instance.main.id
  encryption_key_id  = alicloud_kms_key.orders.id
  secret_data_type   = "text"
}

resource "alicloud_kms_network_rule" "office" {
  network_rule_name = "office"
  source_private_ip = ["10.0.0.0/24"]
}

resource "alicloud_kms_policy" "reader" {
  policy_name          = "reader"
  kms_instance_id      = alicloud_kms_instance.main.id
  permissions          = ["RbacPermission/Template/SecretUser"]
  resources            = ["*"]
  access_control_rules = jsonencode({ NetworkRules = ["office"] })
}

resource "alicloud_ecs_disk" "data" {
  for_each   = toset(["a", "b"])
  zone_id    = "eu-central-1a"
  size       = 40
  category   = "cloud_essd"
  encrypted  = true
  kms_key_id = alicloud_kms_key.orders.id
}

resource "alicloud_oss_bucket_server_side_encryption" "logs" {
  bucket            = "logs"
  sse_algorithm     = "KMS"
  kms_master_key_id = "key-gw8mm5yxu65c2v9n4b6a1"
}

# An alias is found by its name, where one alone has it.
resource "alicloud_hbr_vault" "backup" {
  vault_name   = "backup"
  encrypt_type = "KMS"
  kms_key_id   = "alias/orders"
}

# The service's own key.
resource "alicloud_db_instance" "shop" {
  engine               = "MySQL"
  engine_version       = "8.0"
  instance_type        = "mysql.n2.medium.1"
  instance_storage     = 20
  encryption_key       = "ServiceKey"
}

# A disk without a key is no consumer of one.
resource "alicloud_ecs_disk" "plain" {
  zone_id = "eu-central-1a"
  size    = 40
}

module "store" {
  source = "./modules/store"
}

# Where something else is set the key does nothing.
resource "alicloud_ecs_disk" "vain" {
  zone_id    = "eu-central-1a"
  size       = 40
  encrypted  = false
  kms_key_id = alicloud_kms_key.orders.id
}
