# All that is wrong in a block is said at once, and nothing twice.
resource "kms" "several" {
  a = 1 2
  b = [
    1 2,
    { c = },
  ]
  d = "fine"
  e : 5
  inner "label" {
    f = (1
      2)
    g = = 3
    deeper { h = }
  }
  text = <<-EOT
    i = = 1
  EOT
  d = "again"
  j = 1 +
}

# What follows from the first is not said.
resource "kms" "one" {
  a = var.b ?
    "c" : "d"
  "e" = 5 # which is another mistake
  f   = 1
}

resource "kms" "on_a_line" { a = }

resource "kms" "two_on_a_line" { a = 1 b = 2 }

# A bracket or a quote that is missing can be missing anywhere, and only it is said.
resource "kms" "open" {
  a = [1, 2
  b = = 3
}

resource "kms" "fine" {
  a = 1
}
