resource "acme_vault" "a" {
  size = 3
  §
}
