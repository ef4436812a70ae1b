quota = 3
quota = unknown_name
block {}
