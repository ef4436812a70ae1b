mock_provider "alicloud" {
  mock_resource "alicloud_kms_key" {
    defaults = { id = "482f4702-419f-4ab7-ae07-2266f844eda4" }
  }
}

variables {
  keys = { a = { days = 7 } }
}

run "waits_at_least_a_week" {
  command = plan

  assert {
    condition     = alicloud_kms_key.this["a"].pending_window_in_days == 7
    error_message = "The waiting time is not the one that was asked for."
  }
}

run "refuses_a_day" {
  command = plan

  variables {
    keys = { a = { days = 1, aliases = ["not an alias"] } }
  }

  expect_failures = [alicloud_kms_key.this]
}
