services = {
  web = {}
  api = { port = "8443", protocol = "grpc", health = { path = "/up" } }
  db  = { port = null, tags = { tier = "data" }, backup = { zone = "a" }, rules = [{ from = 1 }, { from = "2", to = 3 }] }
}
