access_quota = 3
