resource "a" "b" {
  x = 1
  y = {
    x = 2
  }
  z {
    x = 3
  }

  x = 4
}
resource "a" "c" { x = 1 }
resource "a" "d" {
  z {
    x = 1
  }
  z {
    x = 2
    x = 3
  }
}
