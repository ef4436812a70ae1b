locals {
  third = 1
}
locals {
  third = 2
}
