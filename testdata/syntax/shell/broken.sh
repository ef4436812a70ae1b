aliyun kms A --x "unclosed
aliyun kms B
if x; then aliyun kms C
echo ${a
