variable "region" { type = string }

variable "owner" {
  description = "account of the associated VPCs, where it is another one"
  type        = string
  default     = null
}

variable "stage" { type = string }

variable "associations" {
  description = "access management quota"
  type        = number
}

variable "zones" {
  type = list(string)
}

variable "bound" {
  type = map(object({ vpc_id = string, vswitch_id = string }))
}
