variable "settings" {
  type = object({ team = string, days = optional(number, 30) })
}

variable "each" {
  type = set(object({ team = string, days = optional(number, 30) }))
}

variable "names" {
  type = object({ team = optional(string), days = optional(number, 30) })
}

resource "alicloud_kms_key" "main" {
  description            = var.settings.team
  pending_window_in_days = 7
  tags                   = { days = var.settings.days, count = length(var.each), team = var.names.team }
}
