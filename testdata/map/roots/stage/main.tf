# Two roots that name one key by its id.
module "shared" {
  source = "../shared"
  key    = "key-gw8mm5yxu65c2v9n4b6a1"
}
