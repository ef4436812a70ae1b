#!/bin/sh
# Associates the VPCs that the caller lists with the instance.
set -eu
aliyun kms UpdateKmsInstanceBindVpc --region "$REGION" --KmsInstanceId "$INSTANCE" --BindVpcs "$(cat "$1")"
