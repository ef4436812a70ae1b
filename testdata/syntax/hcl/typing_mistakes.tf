resource "mistake" "m1" {
  vpc_num 5
}

resource "mistake" "m2" {
  vpc_num "5"
  x = 1
}

resource "mistake" "m3" {
  vpc_num var.quota
}

resource "mistake" "m4" {
  vpc_num : 5
}

resource "mistake" "m5" {
  x = ["a" "b"]
}

resource "mistake" "m6" {
  x = [
    "a"
    "b",
  ]
}

resource "mistake" "m7" {
  x = f(a b)
}

resource "mistake" "m8" {
  x = 'abc'
}

resource "mistake" "m9" {
  key_id = 0e478b7a-4262-4802-b8cb-00d3fb401234
}

resource "mistake" "m10" {
  size = 5GB
}

resource "mistake" "m11" {
  x = “abc”
}

resource "mistake" "m12" {
  x = 1 y = 2
}

resource "mistake" "m13" {
  x = 1,
  y = 2
}

resource "mistake" "m14" {
  x == 1
}

resource "mistake" "m15" {
  x = { a => 1 }
}

resource "mistake" "m16" {
  x = { a = 1 b = 2 }
}

resource "mistake" "m17" {
  x = { a 1 }
}

resource "mistake" "m18" {
  x =
  y = 2
}

resource "mistake" "m19" {
  x = 1;
}

resource "mistake" "m20" {
  x = 1
  x = 2
}

resource "mistake" "m21" {
  "x" = 1
}

resource "mistake" "m22" {
  x = ${var.a}
}

resource "mistake" "m23" {
  x = "${var.a"
  y = 1
}

resource "mistake" "m24" {
  x = "C:\path"
}

resource "mistake" "m25"
{
  x = 1
}

resource "mistake" "m26"
x = 1

resource "a" b.c {
}

resource "mistake" "m28" {
  x = {{ y }}
}

resource "mistake" "m29" {
  x = 1
}}

resource "mistake" "m30" {
  x = a ? b
}

resource "mistake" "m31" {
  x = a ?
    b : c
}

resource "mistake" "m32" {
  x = 1 +
}

resource "mistake" "m33" {
  x = [for a in b]
}

resource "mistake" "m34" {
  x = {for k, v in b : k = v}
}

resource "mistake" "m35" {
  x = [for a of b : a]
}

resource "mistake" "m36" {
  x = a.
}

resource "mistake" "m37" {
  x = a[
}

resource "mistake" "m38" {
  x = foo(1
}

resource "mistake" "m39" { x = 1, y = 2 }

resource "mistake" "m40" { x = 1
}

resource "mistake" "m41" {
  x = "%{ if a }x"
}

resource "mistake" "m42" {
  x = "%{ if a }x%{ end }"
}

resource "mistake" "m43" {
  x = "${a b}"
}

resource "mistake" "m44" {
  x = "\u00g0"
}

resource "mistake" "m45" {
  x = a && 
    b
}

resource "mistake" "m46" {
  x = a and b
}

resource "mistake" "m47" {
  x = a = b
}

resource "mistake" "m48" {
  lifecycle { prevent_destroy = true, x = 1 }
}

resource "mistake" "m49" {
  x = <<EOT foo
EOT
}

resource "mistake" "m50" {
  x = <<"EOT"
EOT
}

resource "mistake" "m51" {
  x = 0x1F
}

resource "mistake" "m52" {
  x = .5
}

resource "mistake" "m53" {
  x.y = 5
}

resource "mistake" "m54" {
  x[0] = 5
}

resource "mistake" "m55" {
  x = "a" + 
}

resource "mistake" "m56" {
  x = "a" "b"
}

resource "mistake" "m57" {
  1x = 5
}

resource "mistake" "m58" {
  x = @foo
}

resource a, b {
}

resource "a${x}" "b" {
}

resource "mistake" "m61" {
  x = {
    a = 1
    "b": 2
    c
  }
}

resource "mistake" "m62" {
  x = null,
}

resource "mistake" "m63" {
  x = -
}

resource "mistake" "m64" {
  x = a::b
}

resource "mistake" "m65" {
  x = "%{ if a }%{ for b in c }x%{ endif }"
}

resource "mistake" "m66" {
  x = <<-EOT
    %{ if a }
    %{ else }
    %{ else }
    %{ endif }
  EOT
}

resource "mistake" "m67" {
  x = "100%{y}"
}

resource "mistake" "m68" {
  x = upper("abc)
  y = 1
}

resource "mistake" "m69" {
  x = "${upper("abc)}"
  y = "1"
}
resource "fine" "f69" {
  x = 1
}

resource "mistake" "m70" {
  x = "curl ${VAR:-x}"
}

resource "mistake" "m71" {
  x = jsonencode({
    a = "b
    c = "d"
  })
}

resource "mistake" "m72" {
  x = f(1, 2
  y = 3
}
