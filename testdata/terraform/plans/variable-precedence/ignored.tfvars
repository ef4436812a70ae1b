from_default = "nobody names this file"
