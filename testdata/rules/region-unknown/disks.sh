#!/bin/sh
# ECS is in regions that the KMS is not in.
aliyun ecs ResetDiskDefaultKMSKeyId --RegionId cn-wuhan-lr
aliyun ecs ResetDiskDefaultKMSKeyId --RegionId cn-zhengzhou-jva
aliyun ecs ResetDiskDefaultKMSKeyId --RegionId cn-zhengzhou
