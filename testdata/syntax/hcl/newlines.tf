locals {
  map = {
    for k, v in var.m : k => v.on
    ? v.name # why
    : null /* two
    lines */
    if v != null
  }
  list = [
    for x in
    var.l :
    x
  ]
  deep = { for k, v in var.m : k => {
    a = 1
    b = (v
    + 1)
    c = [
      1,

      2
    ]
  } }
  directive = "%{ if a &&
    b }x%{ endif }${
    c
  }"
  call = f(
    1,
    2,
  )
  trailing = { a = 1, # one
    b = 2          // two

    c = 3 /* three */
  }
}
