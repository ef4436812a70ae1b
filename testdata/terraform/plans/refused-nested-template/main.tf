output "value" {
  value = templatefile("outer.tpl", {})
}
