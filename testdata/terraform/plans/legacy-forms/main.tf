variable "list" { type = list }
variable "map" { type = map }
resource "terraform_data" "a" {
  count = "${length(var.list)}"
  input = "${element(var.list, count.index)}"
}
output "first" { value = "${terraform_data.a.0.input}" }
output "all" { value = "${terraform_data.a.*.input}" }
output "map" { value = "${lookup(var.map, "a", "none")}" }
output "wrapped" { value = ["${var.list}"] }
