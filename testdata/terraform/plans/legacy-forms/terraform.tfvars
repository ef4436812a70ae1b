list = ["x", "y"]
map  = { a = "b" }
