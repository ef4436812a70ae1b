module "kms" {
  source  = "./kms"
  names   = var.names
  enabled = var.enabled
  windows = { short = var.short, long = 30 }
}
