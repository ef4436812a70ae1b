#!/bin/bash
curl -sS "https://kms.cn-hangzhou.aliyuncs.com/?Action=CreateAlias&Version=2016-01-20&AliasName=reports&KeyId=$KEY"
curl -sSG https://kms.cn-hangzhou.aliyuncs.com/ -d Action=CreateAlias -d KeyId="$KEY" --data-urlencode 'AliasName=alias/reports v2'
curl -X POST "$KMS/v1.0/$PROJECT/kms/schedule-key-deletion" -H "X-Auth-Token: $TOKEN" --json '{"key_id": "'"$KEY"'", "pending_days": "1"}'
curl -X POST "$KMS/v1.0/$PROJECT/kms/create-grant" -d'{"key_id": "6c1f0b52-3a9e-4d87-b2c4-51e0f9a7d638", "operations": ["create-grant"], "grantee_principal": "a-b"}'
curl -X POST "$KMS/v1.0/$PROJECT/kms/create-key" --data-binary @- <<EOF
{"key_alias": "$TEAM/default", "key_description": "backups"
EOF
