stage        = "test"
associations = 1
zones        = ["ap-southeast-3a", "ap-southeast-3b"]
bound        = {}
