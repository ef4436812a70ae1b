short = 2
