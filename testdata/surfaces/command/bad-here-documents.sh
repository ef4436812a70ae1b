#!/usr/bin/env bash
BINDINGS=$(cat <<EOF
[
  {"VpcId": "vpc-bp1q2w3e4r5t6y7u8i9o0", "VSwitchId": "vsw-bp1z2x3c4v5b6n7m8q9w0", "RegionID": "cn-hangzhou", "VpcOwnerId": $OWNER},
  {"VpcId": "vpc-bp1q2w3e4r5t6y7u8i9o0", "VSwitchId": "vsw-bp1p0o9i8u7y6t5r4e3w2", "RegionId": "cn-hangzhou", "VpcOwnerId": $OWNER}
]
EOF
)
aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId "$INSTANCE" --BindVpcs "$BINDINGS"

read -r -d '' BODY <<'EOF' || true
{"key_id": "6c1f0b52-3a9e-4d87-b2c4-51e0f9a7d638", "key_alias": "archive/default"}
EOF
curl -sS "$KMS/v1.0/$PROJECT/kms/update-key-alias" -H "X-Auth-Token: $TOKEN" -d "$BODY"

cat > create-key.json <<'EOF'
{
  "key_alias": "archive key",
  "key_spec": "AES_256",
}
EOF

kubectl apply -f - <<-EOF
	apiVersion: v1
	kind: PersistentVolumeClaim
	metadata:
	  name: data
	  annotations:
	    everest.io/crypt-key-id: evs/default
	spec: {storageClassName: csi-disk}
EOF
