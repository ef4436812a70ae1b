variable "from_default" { default = "default" }
variable "from_tfvars" { default = "default" }
variable "from_json" { default = "default" }
variable "from_auto" { default = "default" }
variable "from_later_auto" { default = "default" }
variable "from_auto_json" { default = "default" }
variable "from_file" { default = "default" }
variable "from_later_file" { default = "default" }
variable "from_option" { default = "default" }
variable "from_environment" { default = "default" }
variable "environment_is_weakest" { default = "default" }
output "all" {
  value = {
    from_default           = var.from_default
    from_tfvars            = var.from_tfvars
    from_json              = var.from_json
    from_auto              = var.from_auto
    from_later_auto        = var.from_later_auto
    from_auto_json         = var.from_auto_json
    from_file              = var.from_file
    from_later_file        = var.from_later_file
    from_option            = var.from_option
    from_environment       = var.from_environment
    environment_is_weakest = var.environment_is_weakest
  }
}
