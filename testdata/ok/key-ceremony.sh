#!/usr/bin/env bash
# Makes the signing key of a release line, gives it its alias and takes the old one out of service.
set -euo pipefail

usage() {
  echo "usage: $0 RELEASE_LINE [OLD_KEY_ID]" >&2
  exit 64
}

(($# >= 1)) || usage
line=$1
old_key=${2:-}
region=${ALIBABA_CLOUD_REGION:-cn-qingdao}

kms() {
  aliyun kms "$@" --region "$region" --profile ceremony
}

policy=$(cat <<'JSON'
{
  "Version": "1",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {"RAM": ["acs:ram::1093360639827397:*"]},
      "Action": ["kms:*"],
      "Resource": ["*"]
    }
  ]
}
JSON
)

key_id=$(aliyun kms CreateKey \
  --region "$region" \
  --KeySpec EC_P256 \
  --KeyUsage SIGN/VERIFY \
  --DKMSInstanceId "$KMS_INSTANCE" \
  --Policy "$policy" \
  --Description "signs releases of ${line}" | jq -r .KeyMetadata.KeyId)

if aliyun kms ListAliases --region "$region" | jq -e --arg name "alias/release/$line" \
  '.Aliases.Alias[] | select(.AliasName == $name)' >/dev/null; then
  aliyun kms UpdateAlias --region "$region" --AliasName "alias/release/$line" --KeyId "$key_id"
else
  aliyun kms create-alias --region "$region" --alias-name "alias/release/$line" --key-id "$key_id"
fi

if [[ -n $old_key ]]; then
  kms DisableKey --KeyId "$old_key"
  aliyun kms SetDeletionProtection \
    --region "$region" \
    --ProtectedResourceArn "acs:kms:$region:1093360639827397:key/$old_key" \
    --EnableDeletionProtection false
  aliyun kms ScheduleKeyDeletion --region "$region" --KeyId "$old_key" --PendingWindowInDays 30
fi

# The public half goes to the download page.
aliyun kms GetPublicKey --KeyId "$key_id" --KeyVersionId "$(
  aliyun kms ListKeyVersions --KeyId "$key_id" | jq -r '.KeyVersions.KeyVersion[0].KeyVersionId'
)" | jq -r .PublicKey > "release-${line}.pem"
