#!/bin/sh
# What the team looks up most often, and ways to call the tool that are easily forgotten.

aliyun help kms CreateAlias
aliyun kms CreateAlias help
aliyun kms UpdateKmsInstanceBindVpc --help

# Long values are read from files; the tool's own options may stand anywhere.
aliyun --profile audit kms UpdateKmsInstanceBindVpc \
  --KmsInstanceId "$INSTANCE" \
  --BindVpcs-FILE vpcs.json \
  --sts-region cn-chengdu --endpoint-type vpc --read-timeout 30 -q

# The region of the call is that of the parameter, too.
aliyun ecs ModifyDiskDefaultKMSKeyId --region cn-chengdu --KMSKeyId "$KEY_ID"
aliyun ecs ResetDiskDefaultKMSKeyId --region cn-chengdu

# Everything else comes from the caller.
aliyun kms CreateAlias "$@"
aliyun kms CreateSecret --SecretName "$1" --VersionId "$2" --SecretData-FILE "$3"
aliyun kms describe-key --key-id alias/mail --cli-query KeyMetadata.KeyState
aliyun kms ListKeys --PageSize 100 --pager 'path=Keys.Key[]'
aliyun kms GenerateDataKey --KeyId alias/mail --KeySpec AES_256 --dryrun
