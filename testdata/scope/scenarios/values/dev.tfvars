days   = 30
suffix = "key"
