vpcs = [
  { id = "vpc-1" },
  { id = "vpc-2", owner = "1" },
]
