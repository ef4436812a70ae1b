text   = 7
number = "41"
bool   = "false"
set    = ["3", 1, 2, 1]
map    = { a = 1, b = true, c = "x" }
tuple  = [1, "2", "true"]
object = { name = 5, size = "10", more = "dropped" }
any_list = [1, "two", true]
any_map  = { a = 1, b = "two" }
