variable "a" {}
<<<<<<< HEAD
variable "b" {
=======
variable "c" {
>>>>>>> topic
  default = <<EOT
=======
EOT
}
variable "d" {}
