#!/usr/bin/env bash
BINDINGS="$(cat <<EOF
[{"VpcId": "$VPC", "VSwitchId": "$VSWITCH", "RegionId": "cn-hangzhou", "VpcOwnerId": $OWNER}]
EOF
)"
aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId "$INSTANCE" --BindVpcs "$BINDINGS"
aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId "$INSTANCE" --BindVpcs "$(jq -c . bindings.json)"

cat <<'EOF'
Usage: aliyun kms CreateAlias --AliasName reports
EOF
cat > notes.json <<'EOF'
{"alias": "archive/default"}
EOF
