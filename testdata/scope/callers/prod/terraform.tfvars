stage = "prod"
days  = 3
