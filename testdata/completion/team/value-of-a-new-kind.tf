resource "acme_vault" "a" {
  tier = §
}
