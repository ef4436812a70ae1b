# kmslint: ignore[alias-length] the first line of the file
resource "alicloud_kms_alias" "orders" {
    # kmslint: ignore[alias-length] deeper than the line below
  alias_name = "alias/orders" # kmslint: ignore[alias-length] beside the value

	# kmslint: ignore[alias-length] a blank line above and below, and a tab before

  /* kmslint: ignore[alias-length] before an argument */ key_id = var.key
}

# This comment stays.
# kmslint: ignore[alias-length] the next comment stays as well
# And this one.
variable "key" {
  type        = /* kmslint: ignore[alias-length] inside a line */ string
  description = "the key" // kmslint: ignore[alias-length] other markers
  /* kmslint: ignore[alias-length] a comment
     of two lines */
  # kmslint: ignore[alias-length] three
  # kmslint: ignore[alias-without-prefix] lines
  # kmslint: ignore[alias-default-suffix] in a row
}
# kmslint: ignore[alias-length, alias-without-prefix] the last line of the file
