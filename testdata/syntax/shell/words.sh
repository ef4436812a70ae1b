aliyun kms --x=[{"VpcId":"a","b":1}] {a,b} ~/x *.json $@ "$@" "a$((1+2))" x{1..3} $"tr"
x="$(cat <<EOI
{"a": "$b"}
EOI
)"
cmd -a <<-EOF -b c
	tab $v \` \\ 
	EOF
arr=(a "b c")
cmd "  lead $x  trail
next" $x$y a$x"b"
echo --a="b" >&2; cmd1 && { cmd2; }
cmd a=b "c"=d
cmd '' "" $''
cat x | curl -d @- <<E1 && a || b <<< "z $x"
one
E1
a=~/x b=$(c d) e={1,2} f=$g
export H="$I" J
aliyun kms A <<E2 >o --late "$(cat <<E3
inner
E3
)"
body $(x
y) end\
on
E2
unset K
x=1; (y=2; cmd "$x")
b 2>&- z 3>&1 y < i w
A=1 B=2 cmd x
