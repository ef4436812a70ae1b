locals {
  plain = <<EOT
a
  b\n "quoted" # no comment
EOT
  indented = <<-EOT
    a
      b
    
  
    c ${1} d
    EOT
  starts_with_sequence = <<-EOT
    ${1} a
      b
    EOT
  trimmed = <<-EOT
      a ${1 ~}
    b
      c
    EOT
  loop = <<-EOT
    %{ for x in [1, 2] ~}
      item ${x}
    %{ endfor ~}
    end
    EOT
  tab = <<-EOT
  	tab
    sp
    EOT
  lines = <<EOT

  x ${~ 1 ~}   
   
   y
EOT
  dollar = <<-EOT
    a
   $x $${y} %%{z}
    EOT
  empty = <<EOT
EOT
  lookalike = <<EOT
EOT: not the end
  EOT, neither
 EOTX
EOT
  in_call = jsonencode(<<EOT
[]
EOT
  )
  in_list = [<<-A
    x
  A
    , <<B
y
B
  ]
  after = 1
}
