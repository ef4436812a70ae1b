#!/bin/bash
set -euo pipefail
VPCS='[{"VpcId":"vpc-1"}]'
export REGION=cn-hangzhou X
# comment é
aliyun kms UpdateKmsInstanceBindVpc --region "$REGION" \
  --KmsInstanceId 'kst-1' --BindVpcs "[{\"VpcId\":\"$ID\"}]" $'a\n\'b' "x"'y'$Z${W:-1}"$(cmd "a" | jq .)" > out.txt 2>&1
cat <<EOF2 | aliyun kms Foo --data @-
body $x \$y
EOF2
cat <<'RAW'
raw $x
RAW
for i in 1 2; do if [ -n "$i" ]; then aliyun kms A --n $i && echo é || true; else (aliyun kms B); fi; done
f() { aliyun kms C --x=1 "${arr[@]}"; }
case $x in a|b) aliyun kms D;; esac
A=1 B="x y" aliyun kms E --k `cmd` &
curl -X POST -d '{"key_id": "x"}' "https://kms.eu-de.otc/v1.0/$P/kms/create-key"
x=$(aliyun kms G --q 1)
aliyun kms H <<< "here $s"
readonly R="abc"
local_var+=x
aliyun kms --json '{"a": 
 1}' a\ b\"c --e="q w"
while read -r l; do aliyun kms I; done < file
[[ $a == b ]] && aliyun kms J
! aliyun kms K
time aliyun kms L
