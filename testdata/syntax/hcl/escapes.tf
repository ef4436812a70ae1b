a = "\n\r\t\"\\\u00e9\U0001F600"
b = "C:\path"
c = "\u00g0"
d = "\uD83D"
e = "%{ if x }\q%{ endif }"
f = "%{ if x }\"quoted\"\n%{ else }\t%{ endif }"
g = <<EOT
C:\path \n
EOT
h = "\U0001F6"
i = "\
"
