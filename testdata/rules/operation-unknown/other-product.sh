#!/bin/sh
aliyun kms ModifyDiskDefaultKMSKeyId --RegionId cn-hangzhou --KMSKeyId 8e478b7a-4262-4802-b8cb-00d3fb401234
aliyun kms reset-disk-default-kms-key-id --region cn-hangzhou
aliyun ecs ModifyDiskDefaultKMSKeyId --RegionId cn-hangzhou --KMSKeyId 8e478b7a-4262-4802-b8cb-00d3fb401234
# The ECS API has an operation of this name too.
aliyun ecs TagResources --RegionId cn-hangzhou
curl "https://kms.cn-hangzhou.aliyuncs.com/?Action=ResetDiskDefaultKMSKeyId&RegionId=cn-hangzhou"
