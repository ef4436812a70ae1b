locals {
  spec = "2000
}
