names   = "orders,reports;x"
enabled = true
