#!/bin/sh
# Other tools, and words that only look like a call.
aws kms create-alias --alias-name alias/reports.v2 --target-key-id "$KEY"
aws kms CreateAlias --AliasName reports.v2
tccli kms CreateKey --Alias 'my key'
echo aliyun kms CreateAlias --AliasName reports
grep -r 'aliyun kms CreateAlias --AliasName reports' docs
alias k='aliyun kms'
: aliyun kms CreateAlias --AliasName reports # aliyun kms CreateAlias --AliasName reports
aliyun oss mb oss://reports.v2
aliyun kms ListAliases --region cn-hangzhou --PageSize 100
curl -d 'key_alias=archive/default' https://api.acme.example/create-key
curl --request POST --header "$AUTH" https://vault.acme.example/keys -d '{"key_id": "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "key_alias": "a b"}'
curl --output "$FILE" "https://$GATEWAY.acme.example/keys" -d '{"key_id": "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "key_alias": "a b"}'
curl "https://api.acme.example/?note=100%" -d '{"key_alias": '
