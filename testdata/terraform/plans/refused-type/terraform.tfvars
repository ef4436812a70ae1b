size = "many"
