module "child" {
  b = "override b"
}
output "child" {
  value = [module.child.all]
}
