#!/usr/bin/env bash
set -euo pipefail
key=$(aliyun kms CreateKey --region eu-central-1 --Description reports | jq -r .KeyMetadata.KeyId)

aliyun kms CreateAlias --region eu-central-1 --AliasName "alias/reports/$STAGE" --KeyId "$key"
aliyun ecs ModifyDiskDefaultKMSKeyId --RegionId eu-centrl-1 --KmsKeyId "$key"
