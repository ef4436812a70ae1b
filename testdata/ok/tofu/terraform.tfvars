sites = {
  jakarta = {
    region = "ap-southeast-5"
    zones  = ["ap-southeast-5a", "ap-southeast-5b"]
    vpc    = "vpc-bp1w1lftlpfd5p9fchyt2"
    switch = "vsw-bp1fh4dtc056d5dwnzf4b"
  }
  dubai = {
    region = "me-east-1"
    zones  = ["me-east-1a", "me-east-1b"]
    vpc    = "vpc-bp1dsm14g1y32nwz0slh5"
    switch = "vsw-bp1nkid3k0ps0twufjnfs"
  }
}
