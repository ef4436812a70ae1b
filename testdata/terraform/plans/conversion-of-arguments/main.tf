module "child" {
  source  = "./child"
  number  = "12"
  text    = 12.50
  bool    = "true"
  list    = toset(["b", "a"])
  set     = ["b", "a", "b"]
  map     = { a = 1, b = "2" }
  object  = { name = "x", count = "3", ignored = true }
  nested  = [{ id = 1 }, { id = "2", tags = { a = "b" } }]
  untyped = { a = 1, b = [true] }
}
output "all" { value = module.child.all }
output "types" { value = module.child.types }
