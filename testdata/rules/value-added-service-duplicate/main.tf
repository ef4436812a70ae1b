resource "alicloud_kms_value_added_service" "first" {
  payment_type        = "Subscription"
  period              = 1
  value_added_service = "2"
}

# The same again.
resource "alicloud_kms_value_added_service" "again" {
  payment_type        = "Subscription"
  period              = 1
  value_added_service = "2"
}

# Another service, one that is not known, one that is not bought, one that may not be.
resource "alicloud_kms_value_added_service" "another" {
  payment_type        = "Subscription"
  period              = 1
  value_added_service = "1"
}

resource "alicloud_kms_value_added_service" "unknown" {
  payment_type        = "Subscription"
  period              = 1
  value_added_service = var.service
}

resource "alicloud_kms_value_added_service" "never" {
  count               = 0
  payment_type        = "Subscription"
  period              = 1
  value_added_service = "2"
}

resource "alicloud_kms_value_added_service" "perhaps" {
  count               = var.third ? 1 : 0
  payment_type        = "Subscription"
  period              = 1
  value_added_service = "2"
}

# Another account.
resource "alicloud_kms_value_added_service" "of_the_team" {
  provider            = alicloud.team
  payment_type        = "Subscription"
  period              = 1
  value_added_service = "2"
}

provider "alicloud" {
  region = "cn-hangzhou"
}

provider "alicloud" {
  alias  = "team"
  region = "cn-hangzhou"
  assume_role {
    role_arn = "acs:ram::1588302746195033:role/keys"
  }
}

variable "service" {
  type = string
}

variable "third" {
  type = bool
}
