#!/bin/sh
# Both forms of the tool, and what is no operation of another product either.
aliyun kms create-alais --alias-name alias/orders --key-id key-hzz65c3d2b1a0f9e8d7c6
aliyun kms RotateEverything
aliyun kms listkey
aliyun ecs ModifyDiskDefaultKMSKey --RegionId cn-hangzhou
aliyun ecs RunInstance --RegionId cn-hangzhou
aliyun kms "$OPERATION" --KeyId key-hzz65c3d2b1a0f9e8d7c6
aliyun kms help
aliyun kms ListKeys help
aliyun kms list-keys
curl -X POST https://kms.eu-de.otc.t-systems.com/v1.0/0123/kms/create-keys -d '{"key_alias": "orders"}'
curl -X POST "https://kms.eu-de.otc.t-systems.com/v1.0/0123/kms/$operation" -d '{"key_alias": "orders"}'
curl -X POST https://kms.eu-de.otc.t-systems.com/v1.0/0123/kms/alias/associate -d '{"alias": "alias/orders", "target_key_id": "47f17c88-1194-432b-a4b5-2ba5e4af6db9"}'
curl "https://kms.cn-hangzhou.aliyuncs.com/?Action=ListAllKeys&Version=2016-01-20"
