# Every kind of expression once.
locals {
  nothing   = null
  yes       = true
  number    = 1.50
  big       = 123456789012345678901234567890
  exponent  = 1e400
  negative  = -5
  spaced    = - 5
  not       = !var.enabled
  sum       = 1 + 2 * 3 - -4 % 2
  compare   = a < 1 && b >= 2 || c != d
  condition = var.x ? "a" : var.y ? "b" : "c"
  text      = "tab\there \"q\" \\ \u00e9 \U0001F600 $${literal} %%{literal} $ % é"
  one       = "${var.x}"
  mixed     = "a-${var.x}-${upper("b")}é"
  trimmed   = "a ${~ var.x ~} b"
  choice    = "%{ if var.x }yes%{ else }no%{ endif }"
  loop      = "%{ for k, v in var.m ~} ${k}=${v} %{~ endfor }"
  list      = [1, "two", [3], ]
  object    = { a = 1, "b" : 2, (var.c) = 3, "d-${x}" = 4, true = 5, 6 = 6, null = 7 }
  steps     = a.b[0].c["d"].*.e[*].f.0.g.1
  index     = data.x["${var.k}"][count.index]
  call      = max(1, var.list...)
  custom    = provider::alicloud::f(1)
  nested    = (1 + (2))
  tuple_for = [for k, v in var.m : "${k}" if v != null]
  map_for   = { for s in var.l : s.id => s... if s.on }
  same_key  = { a = 1, a = 2 }
  minus-in-name = a-b
}
