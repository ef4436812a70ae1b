quota = 2
