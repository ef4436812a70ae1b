workloads = {
  orders = {
    account_id = "1668011145378330"
    vpc_id     = "vpc-bp1zzpe590nokms54ucpx"
    vswitch_id = "vsw-bp1ad6vn3mznr6wp90n1q"
  }
  stock = {
    account_id = "1886575444341449"
    vpc_id     = "vpc-bp1w91361kxuhxvhv6l8k"
    vswitch_id = "vsw-bp1rcmsxiwohmtpy8zv0s"
    zone_id    = "cn-shanghai-m"
  }
  # Moved to the stock account in spring.
  returns = {
    account_id = "1979383218624625"
    vpc_id     = ""
    vswitch_id = ""
  }
}
