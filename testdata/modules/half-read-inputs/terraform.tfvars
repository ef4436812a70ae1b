quota = = 3
twice = "3"
twice = "5"
later = "vpc-2
