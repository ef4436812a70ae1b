a = list.0.name.1
b = list.007
c = list.0.1
d = list.*.0.1
