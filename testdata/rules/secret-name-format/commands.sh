#!/bin/sh
# Makes one, with a reserved name.
aliyun kms CreateSecret --region cn-hangzhou --SecretName acs/database --SecretData "$DATA" --VersionId v1
# Uses one, which the cloud may have made.
aliyun kms PutSecretValue --region cn-hangzhou --SecretName acs/ecs/login --SecretData "$DATA" --VersionId v2
# No name at all: a blank.
aliyun kms DeleteSecret --region cn-hangzhou --SecretName 'shop database'
