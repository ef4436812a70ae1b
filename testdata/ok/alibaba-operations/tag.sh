#!/bin/sh
# Tags of keys, and of machines, whose operation has the same name.
aliyun kms TagResources --region cn-hangzhou --ResourceType key --ResourceId.1 key-hzz6a0c4e8g2i6k0m4o8q --Tag.1.Key stage --Tag.1.Value prod
aliyun kms UntagResources --region cn-hangzhou --ResourceType secret --ResourceId.1 shop/payments --TagKey.1 stage
aliyun kms TagResource --KeyId key-hzz6a0c4e8g2i6k0m4o8q --Tags '[{"TagKey": "stage", "TagValue": "prod"}]'
aliyun ecs TagResources --RegionId cn-hangzhou --ResourceType instance --ResourceId.1 i-bp67acfmxazb4p --Tag.1.Key stage
aliyun ecs describe-regions --accept-language en-US

# New disks in a region that the KMS itself is not in.
aliyun ecs EnableDiskEncryptionByDefault --RegionId cn-wuhan-lr
aliyun ecs ModifyDiskDefaultKMSKeyId --RegionId cn-zhengzhou-jva --KMSKeyId 0e478b7a-4262-4802-b8cb-00d3fb401234 --OwnerId 1540355698841234 --ResourceOwnerId 1540355698841234

# The form of the plugins.
aliyun kms create-key --description orders --origin Aliyun_KMS --key-spec Aliyun_AES_256
aliyun kms encrypt --key-id alias/orders --plaintext "$PLAINTEXT"
aliyun kms get-secret-value --secret-name shop/payments --version-stage ACSPrevious
