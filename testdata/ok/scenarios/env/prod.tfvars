stage = "prod"
zones = ["ap-southeast-3b", "ap-southeast-3a"]
bound = {
  erp       = { vpc_id = "vpc-bp1g7ci3vtn3tazvepczv", vswitch_id = "vsw-bp1s80xh07ntks6i23ple" }
  warehouse = { vpc_id = "vpc-bp1ho9rwp3pm62q3qn3fj", vswitch_id = "vsw-bp1e6jry0f9204018agex" }
}
