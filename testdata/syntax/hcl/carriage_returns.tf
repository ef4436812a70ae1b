# c
locals {
  a = 1 # x
  b = <<EOT
line
EOT
  c = {
    d = 1
    e = [
      1
    ]
  }
}
