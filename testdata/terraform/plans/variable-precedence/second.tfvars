from_later_file = "later file"
