ID='kst-1'
VPCS="[{\"VpcId\": \"vpc-1\", \"Id\": \"$ID\"}]"
export LIST='a b'
TWICE=1
# ID and VPCS are also named here
aliyun kms X --KmsInstanceId "$ID" --BindVpcs "${VPCS}" $ID $LIST "$LIST" "$TWICE" "${ID:-x}" "$LATER"
TWICE=2
LATER=x
for EACH in 1 2; do echo "$EACH"; done
EACH=3
read -r ASKED
ASKED=1
if true; then MAYBE=1; fi
echo "$EACH" "$ASKED" "$MAYBE" "${DEFAULT:=x}"
DEFAULT=y
echo "$DEFAULT" --TAIL="$TAIL"
TAIL=z
echo "$TAIL"
. ./lib.sh
echo "$ID"
