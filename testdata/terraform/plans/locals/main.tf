locals {
  accounts = ["prod", "dev"]
  zones    = { hangzhou = ["k", "j"], beijing = ["c"] }
}
locals {
  pairs    = { for pair in setproduct(local.accounts, keys(local.zones)) : "${pair[0]}-${pair[1]}" => { account = pair[0], region = pair[1] } }
  by_first = { for name in ["ann", "bob", "al"] : substr(name, 0, 1) => name... }
  flat     = flatten([for region, letters in local.zones : [for letter in letters : "cn-${region}-${letter}"]])
  dynamic_like = [
    for name, pair in local.pairs : {
      name = name
      vpc  = "vpc-${pair.account}"
      tags = merge({ region = pair.region }, pair.account == "prod" ? { tier = "gold" } : {})
    } if pair.region != "beijing"
  ]
}
output "pairs" { value = local.pairs }
output "by_first" { value = local.by_first }
output "flat" { value = local.flat }
output "dynamic_like" { value = local.dynamic_like }
output "heredoc" {
  value = <<-EOT
    first ${local.accounts[0]}
      %{if length(local.flat) > 2}many%{else}few%{endif}
    last
  EOT
}
