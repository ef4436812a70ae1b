# Every value that must not be shown holds the canary; beside it stands something that a rule finds.
provider "alicloud" {
  region     = "cn-hangzhuo"
  access_key = "c4n4ry-access"
  secret_key = "c4n4ry"
}

variable "code" {
  type      = string
  sensitive = true
}
variable "unused" {
  type      = string
  sensitive = true
}
variable "default_of" {
  sensitive = true
  default   = "c4n4ry"
}
variable "settings" {
  type      = object({ quota = number, code = string })
  sensitive = true
}
variable "db_password" {
  type = string
}
variable "pin" {
  sensitive = true
  default   = "x7"
}

locals {
  secret   = "c4n4ry-local"
  composed = { user = "shop", pass = "c4n4ry" }
  password = "c4n4ry"
  chosen   = var.code == "${local.secret}" ? "c4n4ry-yes" : "c4n4ry-no"
  listed   = ["c4n4ry-one", "c4n4ry-two"]
  document = <<-EOT
    { "user": "shop", "pass": "c4n4ry" }
  EOT
}

# Secrets as they are, from elsewhere, and computed.
resource "alicloud_kms_secret" "literal" {
  secret_name = "a"
  secret_data = "c4n4ry"
  version_id  = "v1"
  typo        = "c"
}
resource "alicloud_kms_secret" "one_line" { secret_data = "c4n4ry" }
resource "alicloud_kms_secret" "local" {
  secret_name       = local.secret
  secret_data       = local.secret
  version_id        = "${local.secret}/${local.secret}/${local.secret}/${local.secret}/${local.secret}/${local.secret}"
  description       = "the password is ${local.password}"
  rotation_interval = "5h"
}
resource "alicloud_kms_secret" "redis" {
  secret_name = "redis"
  secret_data = local.composed.pass
  version_id  = "v1"
  secret_type = "Redis"
}
resource "alicloud_kms_secret" "heredoc" {
  secret_name = "c"
  secret_data = <<EOT
    c4n4ry in a heredoc
  EOT
  version_id  = "v1"
  vpc_nums    = 1
}
resource "alicloud_kms_secret" "computed" {
  for_each = {
    json     = jsonencode({ user = "x", pass = "${var.code} c4n4ry" })
    base64   = base64encode("c4n4ry")
    join     = join("-", ["c4n4ry", local.secret])
    format   = format("%s:%s", local.listed[0], "c4n4ry")
    upper    = upper(local.secret)
    hash     = md5("c4n4ry")
    for      = join(",", [for part in local.listed : "${part}!"])
    chosen   = local.chosen
    template = templatefile("${path.module}/secret.tftpl", { pass = "c4n4ry" })
    file     = file("${path.module}/secret.txt")
    document = local.document
    plain    = jsonencode({ code = "c4n4ry", host = "db" })
  }
  secret_name       = "acs/${each.key}"
  secret_data       = each.value
  version_id        = "v1"
  rotation_interval = "5h"
}

# What is made of sensitive values in fields that may be shown.
resource "alicloud_kms_alias" "sensitive" {
  alias_name = "${var.code}/default"
  key_id     = var.code
}
resource "alicloud_kms_alias" "function" {
  alias_name = upper("${base64encode(var.code)} ")
  key_id     = format("%s-%s", var.default_of, md5(var.code))
}
resource "alicloud_kms_alias" "chosen" {
  alias_name = var.code == "${local.secret}" ? "c4n4ry-yes/default" : "c4n4ry-no/default"
  key_id     = local.chosen
}
resource "alicloud_kms_alias" "looped" {
  alias_name = join("/", [for part in [var.code, "default"] : part])
  key_id     = sensitive("c4n4ry")
}
resource "alicloud_kms_alias" "member" {
  alias_name = var.settings.code
  key_id     = lookup({ c4n4ry-key = var.settings.code }, "c4n4ry-key", "")
}
# What Terraform refuses, for reasons that would quote it.
resource "alicloud_kms_instance" "refused" {
  product_version = tonumber(var.code)
  vpc_num         = parseint(var.code, 10)
  key_num         = var.code + 1
  secret_num      = { a = 1 }[var.code]
  spec            = [1, 2][var.code]
  log             = var.code ? 1 : 2
  log_storage     = lookup({ a = 1 }, var.code)
  instance_name   = jsondecode(var.code)
  period          = base64decode("${var.code}!")
  renew_status    = regex("x", var.code)
  zone_ids        = { for part in [var.code, var.code] : part => part }
  tags            = formatdate(var.code, var.code)
  vswitch_ids     = toset(var.code)
  bind_vpcs       = index([1], var.code)
}
# Names that say it.
resource "alicloud_kms_alias" "named" {
  alias_name = "${var.db_password}/default"
  key_id     = local.password
}
resource "alicloud_kms_instance" "pin" {
  product_version = "3"
  vpc_num         = var.settings.quota
  key_num         = var.pin
  secret_num      = "${var.pin}"
  spec            = length(var.code)
  instance_name   = sensitive("c4n4ry")
  tags            = { password = "c4n4ry", owner = 1, (var.code) = "c4n4ry" }
}
resource "alicloud_kms_ciphertext" "text" {
  key_id    = "c4n4r"
  plaintext = sensitive("c4n4ry")
  what      = 2
}
resource "terraform_data" "deploy" {
  provisioner "local-exec" {
    command     = "aliyun kms CreateSecret --SecretName a --SecretData ${var.code} --VersionId v1 --Typo 1 --password c4n4ry"
    environment = { ALIBABA_CLOUD_ACCESS_KEY_SECRET = "c4n4ry", PASS = var.code }
  }
}
module "kms" {
  source = "./kms"
  name   = var.code
  secret = "c4n4ry"
}
output "code" {
  value     = var.code
  sensitive = true
}
