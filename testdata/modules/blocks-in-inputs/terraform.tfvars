quota {
  value = 3
}
spec {
  value = = 3
}
