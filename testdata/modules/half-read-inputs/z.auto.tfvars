spec  = 2000
later = "vpc-3"
