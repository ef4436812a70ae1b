quota = 1
