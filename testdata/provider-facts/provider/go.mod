module example.com/acme/terraform-provider-acme

go 1.19
