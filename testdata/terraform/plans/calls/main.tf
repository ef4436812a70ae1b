module "single" {
  source = "./greet"
  names  = ["ann"]
}
module "counted" {
  source = "./greet"
  count  = 2
  names  = [for i in range(count.index + 1) : "n${i}"]
}
module "each" {
  source   = "./greet"
  for_each = { x = ["bo"], y = [] }
  names    = each.value
  greeting = each.key
}
module "none" {
  source = "./greet"
  count  = 0
  names  = []
}
output "single" { value = module.single.greetings }
output "counted" { value = module.counted[*].greetings }
output "second" { value = module.counted[1].greetings }
output "each" { value = { for key, item in module.each : key => item.greetings } }
output "y" { value = module.each["y"].count }
output "none" { value = module.none }
output "whole" { value = module.single }
output "path" { value = module.single.path }
