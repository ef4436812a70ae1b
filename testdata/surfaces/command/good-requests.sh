#!/bin/bash
curl -sS -X POST "$KMS/v1.0/$PROJECT/kms/update-key-alias" -H "X-Auth-Token: $TOKEN" -d @rename.json
curl -sS -X POST "$KMS/v1.0/$PROJECT/kms/update-key-alias" --json '{"key_id": "'"$KEY"'", "key_alias": "'"$TEAM"'-archive"}'
curl -sS "https://kms.cn-hangzhou.aliyuncs.com/?Action=CreateAlias&AliasName=alias/$TEAM&KeyId=$KEY"
curl -sS -o kms.json "https://downloads.acme.example/kms/create-key"
