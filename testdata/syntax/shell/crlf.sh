cmd a\
  b
if x; then
  c d
fi
