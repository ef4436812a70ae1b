module "child" {
  source = "./child"
  size   = ["x"]
}
output "a" { value = module.child.size }
