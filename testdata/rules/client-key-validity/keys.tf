locals {
  # Each of these is a time, or the end of one that is allowed.
  times = {
    utc       = ["2026-03-01T00:00:00Z", "2027-03-01T00:00:00Z"]
    offset    = ["2026-03-01T08:00:00+08:00", "2026-03-01T00:00:01Z"]
    fraction  = ["2026-03-01T00:00:00.5Z", "2026-09-01T00:00:00Z"]
    leap_year = ["2028-01-01T00:00:00Z", "2029-01-01T00:00:00Z"]
    leap_day  = ["2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z"]
  }
}

resource "alicloud_kms_client_key" "fine" {
  for_each              = local.times
  aap_name              = "shop"
  password              = var.password
  not_before            = each.value[0]
  not_after             = each.value[1]
  private_key_data_file = "${each.key}.json"
}

resource "alicloud_kms_client_key" "blank" {
  aap_name              = "shop"
  password              = var.password
  not_before            = "2026-03-01T00:00:00Z"
  not_after             = "2026-09-01 00:00:00Z"
  private_key_data_file = "blank.json"
}

resource "alicloud_kms_client_key" "no_such_day" {
  aap_name              = "shop"
  password              = var.password
  not_before            = "2026-02-29T00:00:00Z"
  not_after             = "2026-09-31T00:00:00Z"
  private_key_data_file = "days.json"
}

resource "alicloud_kms_client_key" "without_zone" {
  aap_name              = "shop"
  password              = var.password
  not_before            = "2026-03-01T00:00:00"
  not_after             = var.end
  private_key_data_file = "zone.json"
}

# The same moment, in two zones.
resource "alicloud_kms_client_key" "no_time_at_all" {
  aap_name              = "shop"
  password              = var.password
  not_before            = "2026-03-01T08:00:00+08:00"
  not_after             = "2026-03-01T00:00:00Z"
  private_key_data_file = "moment.json"
}

resource "alicloud_kms_client_key" "two_years" {
  aap_name              = "shop"
  password              = var.password
  not_before            = "2026-03-01T00:00:00Z"
  not_after             = "2028-03-01T00:00:00Z"
  private_key_data_file = "years.json"
}

# 366 days are a year with a leap day, 367 are more.
resource "alicloud_kms_client_key" "a_day_more" {
  aap_name              = "shop"
  password              = var.password
  not_before            = "2026-03-01T00:00:00Z"
  not_after             = "2027-03-03T00:00:00Z"
  private_key_data_file = "day.json"
}

resource "alicloud_kms_client_key" "not_saved" {
  aap_name = "shop"
  password = var.password
}

# Where it is saved is not known, but it may be.
resource "alicloud_kms_client_key" "perhaps_saved" {
  aap_name              = "shop"
  password              = var.password
  not_before            = var.start
  not_after             = "2020-01-01T00:00:00Z"
  private_key_data_file = var.file
}

variable "password" {
  type      = string
  sensitive = true
}

variable "start" {
  type = string
}

variable "end" {
  type = string
}

variable "file" {
  type = string
}
