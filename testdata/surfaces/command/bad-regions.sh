#!/bin/bash
aliyun ecs ModifyDiskDefaultKMSKeyId --RegionId cn-hangzhu --KMSKeyId alias/disks
aliyun ecs modify-disk-default-kms-key-id --biz-region-id cn-hangzhou --kms-key-id acs:kms:cn-beijing:1286005371992043:key/key-hzz630494463ejqjx9abc
aliyun --region cn-hangzhou kms UpdateKmsInstanceBindVpc --KmsInstanceId "$ID" --BindVpcs '[{"VpcId":"vpc-bp1q2w3e4r5t6y7u8i9o0","VSwitchId":"vsw-bp1z2x3c4v5b6n7m8q9w0","RegionId":"cn-beijing","VpcOwnerId":1286005371992043}]'
aliyun kms ConnectKmsInstance --region cn-beijing --KmsInstanceId "$ID" --VpcId "$VPC" --VSwitchIds "$VSWITCH" --ZoneIds cn-hangzhou-k,cn-hangzhou-j --KMProvider Aliyun
