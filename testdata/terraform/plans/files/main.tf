module "reader" {
  source = "./modules/reader"
}
output "text" { value = file("${path.module}/data/greeting.txt") }
output "trimmed" { value = trimspace(file("data/greeting.txt")) }
output "json" { value = jsondecode(file("${path.root}/data/config.json")).quota }
output "yaml" { value = yamldecode(file("data/config.yaml")) }
output "template" { value = templatefile("${path.module}/data/letter.tftpl", { name = "Ann", items = ["a", "b"] }) }
output "exists" { value = [fileexists("data/config.json"), fileexists("data/missing.json")] }
output "reader" { value = module.reader.all }
