a = [for x in(var.list) : x]
b = [for x invar.list : x]
c = { for x in var.list : x => x ifx.on }
d = "%{ for x invar.list }${x}%{ endfor }"
e = [forest, format("x"), for_each]
f = { for_each = 1, "for" = 2 }
