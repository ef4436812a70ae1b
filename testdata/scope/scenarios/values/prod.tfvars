days = 5000
