networks = {
  shop = {
    account = "1357947422331276"
    segments = {
      web   = { vpc_id = "vpc-bp17fbv4yhiceovplfwmm", vswitch_id = "vsw-bp154jijlfpctfs4zizff" }
      order = { vpc_id = "vpc-bp1v3pvojlw40vqj8e39q", vswitch_id = "vsw-bp12398kuwj1fcblyxo1d", kms = true }
    }
  }
  factory = {
    account = "1019952012436542"
    segments = {
      robots = { vpc_id = "vpc-bp1nvkatvlzfjlcpo9hft", vswitch_id = "vsw-bp13o28sh5g09dr7idw8c", kms = true }
    }
  }
  # Reaches its own instance in Hangzhou.
  overseas = {
    account = "1019952012436542"
    region  = "cn-hangzhou"
    segments = {
      sync = { vpc_id = "vpc-bp1nenff2eu3qqftpi7ji", vswitch_id = "vsw-bp1oerdgvvh1b01lixkj2", kms = true }
    }
  }
}
